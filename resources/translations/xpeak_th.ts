<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th_TH" sourcelanguage="en">
<context>
    <name>Acting</name>
    <message>
        <source>Number copied</source>
        <translation>คัดลอกเลขที่แล้ว</translation>
    </message>
    <message>
        <source>Reading and checking again</source>
        <translation>กำลังอ่านและตรวจใหม่</translation>
    </message>
    <message>
        <source>Report saved</source>
        <translation>บันทึกรายงานแล้ว</translation>
    </message>
    <message>
        <source>This computer sends now</source>
        <translation>เครื่องนี้เป็นเครื่องที่ส่งแล้ว</translation>
    </message>
    <message numerus="yes">
        <source>Remembered, %Ln receipts were looked at again</source>
        <translation>
            <numerusform>จำไว้แล้ว ดูใหม่ %Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>PEAK opens, the number was copied: paste it into its search</source>
        <translation>กำลังเปิด PEAK คัดลอกเลขที่ให้แล้ว วางในช่องค้นหาของ PEAK ได้เลย</translation>
    </message>
    <message>
        <source>%1 will not be sent</source>
        <translation>%1 จะไม่ถูกส่ง</translation>
    </message>
    <message>
        <source>%1 goes with the next run</source>
        <translation>%1 จะส่งในรอบถัดไป</translation>
    </message>
    <message>
        <source>%1 is settled</source>
        <translation>%1 เรียบร้อยแล้ว</translation>
    </message>
    <message>
        <source>Checked, %1 still waits</source>
        <translation>ตรวจแล้ว %1 ยังรออยู่</translation>
    </message>
    <message>
        <source>%1 waits for another reason now</source>
        <translation>%1 ยังรออยู่ ด้วยเหตุอื่น</translation>
    </message>
    <message>
        <source>The receipt</source>
        <translation>ใบเสร็จ</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Show receipt</source>
        <translation>ดูใบเสร็จ</translation>
    </message>
    <message>
        <source>Show the sum</source>
        <translation>ดูการคำนวณ</translation>
    </message>
    <message>
        <source>Show what is missing</source>
        <translation>ดูที่ขาด</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>ดูเลขที่</translation>
    </message>
    <message>
        <source>Match products</source>
        <translation>จับคู่สินค้า</translation>
    </message>
    <message>
        <source>Choose another account</source>
        <translation>เลือกบัญชีใหม่</translation>
    </message>
    <message>
        <source>Create in PEAK</source>
        <translation>สร้างให้ใน PEAK</translation>
    </message>
    <message>
        <source>See the choices</source>
        <translation>ดูทางเลือก</translation>
    </message>
    <message>
        <source>Get a new token</source>
        <translation>ขอ Token ใหม่</translation>
    </message>
    <message>
        <source>Enter the keys again</source>
        <translation>ใส่กุญแจใหม่</translation>
    </message>
    <message>
        <source>Choose channels</source>
        <translation>เลือกช่องทางรับเงิน</translation>
    </message>
    <message>
        <source>Send or not?</source>
        <translation>เลือกส่งหรือไม่ส่ง</translation>
    </message>
    <message>
        <source>Change shop rules</source>
        <translation>แก้กติกาของร้าน</translation>
    </message>
    <message>
        <source>Choose where sales are</source>
        <translation>เลือกที่มาของยอดขาย</translation>
    </message>
    <message>
        <source>Name the columns</source>
        <translation>เลือกว่าคอลัมน์ไหนคืออะไร</translation>
    </message>
    <message>
        <source>Go on with set-up</source>
        <translation>ตั้งค่าต่อ</translation>
    </message>
    <message>
        <source>Compare the two</source>
        <translation>เทียบสองใบ</translation>
    </message>
    <message>
        <source>Is it the same sale?</source>
        <translation>ใช่ใบเดียวกันไหม</translation>
    </message>
    <message>
        <source>See what differs</source>
        <translation>ดูจุดที่ต่างกัน</translation>
    </message>
    <message>
        <source>Choose what to do</source>
        <translation>เลือกวิธีแก้</translation>
    </message>
    <message>
        <source>Say what it means</source>
        <translation>บอกความหมาย</translation>
    </message>
    <message>
        <source>Don&apos;t send this one…</source>
        <translation>ไม่ส่งใบนี้…</translation>
    </message>
    <message>
        <source>Send with PEAK&apos;s rounding</source>
        <translation>ส่งด้วยการปัดเศษของ PEAK</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>นำกลับมา</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>ลองใหม่</translation>
    </message>
    <message>
        <source>Send from this computer</source>
        <translation>ส่งจากเครื่องนี้</translation>
    </message>
    <message>
        <source>Send from this computer…</source>
        <translation>ส่งจากเครื่องนี้…</translation>
    </message>
    <message>
        <source>Read the files again</source>
        <translation>อ่านไฟล์ใหม่</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>ส่งตอนนี้</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>เปิดโฟลเดอร์</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>บันทึกรายงาน…</translation>
    </message>
    <message>
        <source>Open PEAK</source>
        <translation>เปิด PEAK</translation>
    </message>
</context>
<context>
    <name>CalendarPopup</name>
    <message>
        <source>The month before</source>
        <translation>เดือนก่อน</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>เดือนถัดไป</translation>
    </message>
</context>
<context>
    <name>CareList</name>
    <message>
        <source>Back up now</source>
        <translation>สำรองตอนนี้</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>สำเนาข้อมูล</translation>
    </message>
    <message>
        <source>None so far. One is made automatically every day</source>
        <translation>ยังไม่มี โปรแกรมสำรองให้เองทุกวัน</translation>
    </message>
    <message>
        <source>One is made automatically every day, the last on %1</source>
        <translation>สำรองให้เองทุกวัน ล่าสุด %1</translation>
    </message>
    <message>
        <source>Backed up just now</source>
        <translation>สำรองแล้วเมื่อสักครู่</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>กู้คืน…</translation>
    </message>
    <message>
        <source>Restored. The records are compared with PEAK before anything is sent</source>
        <translation>กู้คืนแล้ว โปรแกรมจะเทียบบันทึกกับ PEAK ก่อนส่งต่อ</translation>
    </message>
    <message>
        <source>Restored. The records before it are kept as %1. These are compared with PEAK before anything is sent</source>
        <translation>กู้คืนแล้ว ข้อมูลก่อนหน้าเก็บไว้ที่ %1 โปรแกรมจะเทียบบันทึกนี้กับ PEAK ก่อนส่งต่อ</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>บันทึกรายงาน…</translation>
    </message>
    <message>
        <source>What the program did and receipt numbers, but no token and no customer data</source>
        <translation>มีสิ่งที่โปรแกรมทำและเลขที่ใบเสร็จ ไม่มี Token และข้อมูลลูกค้า</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>รายงานสำหรับผู้ดูแลโปรแกรม</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>กำลังบันทึกรายงาน</translation>
    </message>
    <message>
        <source>Saved as %1. Send this file to support</source>
        <translation>บันทึกเป็น %1 แล้ว ส่งไฟล์นี้ให้ผู้ดูแลโปรแกรม</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>เปิดโฟลเดอร์</translation>
    </message>
    <message>
        <source>Where data is kept</source>
        <translation>ที่เก็บข้อมูล</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>รุ่น %1</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>เลิกเชื่อมต่อ…</translation>
    </message>
    <message>
        <source>Disconnect from PEAK</source>
        <translation>เลิกเชื่อมต่อกับ PEAK</translation>
    </message>
    <message>
        <source>Takes token and keys off this computer. What was sent stays in PEAK</source>
        <translation>เอา Token และกุญแจออกจากเครื่องนี้ ใบที่ส่งแล้วยังอยู่ใน PEAK</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>เชื่อมต่อ…</translation>
    </message>
    <message>
        <source>Not connected to PEAK</source>
        <translation>ไม่ได้เชื่อมต่อกับ PEAK</translation>
    </message>
    <message>
        <source>Nothing is sent. Press Connect and paste the token again</source>
        <translation>ยังไม่ส่งอะไร กดเชื่อมต่อแล้ววาง Token อีกครั้ง</translation>
    </message>
    <message>
        <source>Connect ID and Connect Key stay in the file %1. If nobody needs them, delete it yourself</source>
        <translation>Connect ID และ Connect Key ยังอยู่ในไฟล์ %1 ถ้าไม่ใช้แล้ว ให้ลบไฟล์นี้เอง</translation>
    </message>
    <message>
        <source>Disconnect from PEAK?</source>
        <translation>เลิกเชื่อมต่อกับ PEAK ไหม</translation>
    </message>
    <message>
        <source>Token and keys are removed from this computer, and nothing is sent until you connect again. Receipts wait, the records stay, and what is in PEAK stays there</source>
        <translation>Token และกุญแจจะถูกเอาออกจากเครื่องนี้ และจะไม่ส่งอะไรจนกว่าคุณจะเชื่อมต่อใหม่ ใบเสร็จจะรอไว้ ข้อมูลในเครื่องไม่หาย ใบที่อยู่ใน PEAK ยังอยู่</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>เลิกเชื่อมต่อ</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>ลบ…</translation>
    </message>
    <message>
        <source>Erase this shop from this computer</source>
        <translation>ลบร้านนี้ออกจากเครื่องนี้</translation>
    </message>
    <message>
        <source>Removes records and settings for good. What is in PEAK stays there</source>
        <translation>ลบบันทึกและการตั้งค่าอย่างถาวร เอกสารใน PEAK ยังอยู่</translation>
    </message>
    <message>
        <source>Emptying the password store. It may ask you first</source>
        <translation>กำลังลบออกจากที่เก็บรหัสผ่าน ระบบอาจถามคุณก่อน</translation>
    </message>
</context>
<context>
    <name>ChannelRow</name>
    <message>
        <source>Send</source>
        <translation>ส่ง</translation>
    </message>
    <message>
        <source>Don&apos;t send</source>
        <translation>ไม่ส่ง</translation>
    </message>
    <message>
        <source>(no channel given)</source>
        <translation>(ไม่ระบุช่องทาง)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>of a channel</comment>
        <translation>
            <numerusform>%Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: send to PEAK</source>
        <translation>%1 ส่งเข้า PEAK</translation>
    </message>
    <message>
        <source>%1: send</source>
        <translation>%1 ส่ง</translation>
    </message>
    <message>
        <source>%1: don&apos;t send</source>
        <translation>%1 ไม่ส่ง</translation>
    </message>
    <message>
        <source>%1: pays into</source>
        <translation>%1 เงินเข้าบัญชี</translation>
    </message>
    <message>
        <source>Not chosen, counts as cash</source>
        <translation>ยังไม่เลือกบัญชี นับเป็นเงินสด</translation>
    </message>
    <message>
        <source>New channel, its receipts wait until you choose</source>
        <translation>ช่องทางใหม่ ใบเสร็จจะรอจนกว่าคุณเลือก</translation>
    </message>
    <message>
        <source>New channel, choose before its next receipts come</source>
        <translation>ช่องทางใหม่ เลือกไว้ก่อนใบถัดไปเข้ามา</translation>
    </message>
    <message>
        <source>This account is gone from PEAK, choose another</source>
        <translation>บัญชีนี้ไม่อยู่ใน PEAK แล้ว เลือกใหม่</translation>
    </message>
    <message>
        <source>PEAK has no cash account, choose another</source>
        <translation>PEAK ไม่มีบัญชีเงินสด เลือกบัญชีอื่น</translation>
    </message>
</context>
<context>
    <name>ChannelsBody</name>
    <message>
        <source>Send all</source>
        <translation>ส่งทุกช่องทาง</translation>
    </message>
    <message>
        <source>Payment channel in xCommerce</source>
        <translation>ช่องทางการชำระเงินใน xCommerce</translation>
    </message>
    <message>
        <source>Send to PEAK</source>
        <translation>ส่งเข้า PEAK</translation>
    </message>
    <message>
        <source>Pays into</source>
        <translation>เงินเข้าบัญชี</translation>
    </message>
    <message>
        <source>You can go on, channels come with the first sales</source>
        <translation>ไปต่อได้ ช่องทางจะขึ้นเมื่อมีใบเสร็จแรก</translation>
    </message>
    <message>
        <source>Choose Send for at least one channel</source>
        <translation>เลือก “ส่ง” อย่างน้อย 1 ช่องทาง</translation>
    </message>
    <message>
        <source>You can go on, receipts of %1 wait for another account</source>
        <translation>ไปต่อได้ ใบเสร็จ %1 จะรอจนกว่าคุณเลือกบัญชีใหม่</translation>
    </message>
    <message numerus="yes">
        <source>You can go on, %Ln receipts of new channels will wait</source>
        <translation>
            <numerusform>ไปต่อได้ ใบเสร็จของช่องทางใหม่ %Ln ใบจะรอจนกว่าคุณเลือก</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can go on, %Ln receipts of %1 will wait</source>
        <translation>
            <numerusform>ไปต่อได้ ใบเสร็จ %1 %Ln ใบจะรอจนกว่าคุณเลือก</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at your sales</source>
        <translation>กำลังดูยอดขายของคุณ</translation>
    </message>
    <message>
        <source>No payment channels yet</source>
        <translation>ยังไม่มีช่องทางการชำระเงิน</translation>
    </message>
    <message>
        <source>They show here with the first receipts that are read</source>
        <translation>จะขึ้นที่นี่เมื่ออ่านใบเสร็จแรกได้</translation>
    </message>
</context>
<context>
    <name>ChannelsHelp</name>
    <message>
        <source>Show how</source>
        <translation>ดูวิธี</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>In PEAK open [Finance] &gt; [Bank] &gt; [Add channel]</source>
        <translation>ใน PEAK ไปที่เมนู [การเงิน] &gt; [ธนาคาร] &gt; [เพิ่มช่องทาง]</translation>
    </message>
    <message>
        <source>Fill in the account and press [Save]</source>
        <translation>เพิ่มข้อมูลบัญชี แล้วกด [บันทึก]</translation>
    </message>
    <message>
        <source>Asking PEAK</source>
        <translation>กำลังถาม PEAK</translation>
    </message>
    <message>
        <source>To see which bank got the money, choose an account for each channel</source>
        <translation>ถ้าอยากรู้ว่าเงินเข้าธนาคารไหน ให้เลือกบัญชีของแต่ละช่องทาง</translation>
    </message>
    <message>
        <source>Hide steps</source>
        <translation>ซ่อนวิธี</translation>
    </message>
    <message>
        <source>Add an account in PEAK</source>
        <translation>วิธีเพิ่มบัญชีใน PEAK</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>Which account does each channel pay into?</source>
        <translation>เงินแต่ละช่องทางเข้าบัญชีไหน</translation>
    </message>
    <message>
        <source>Only receipts of switched-on channels go to PEAK</source>
        <translation>ใบเสร็จของช่องทางที่เปิดไว้เท่านั้นที่จะถูกส่งไป PEAK</translation>
    </message>
</context>
<context>
    <name>ChannelsPlace</name>
    <message>
        <source>Payment channels</source>
        <translation>ช่องทางรับเงิน</translation>
    </message>
    <message>
        <source>Only receipts of switched-on channels go to PEAK</source>
        <translation>ใบเสร็จของช่องทางที่เปิดไว้เท่านั้นที่จะถูกส่งไป PEAK</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>Needs you</source>
        <translation>ต้องให้คุณดู</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>ส่งแล้ว</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>รอส่ง</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 วันที่ผ่านมา</translation>
    </message>
    <message>
        <source>baht per day</source>
        <translation>บาทต่อวัน</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Don&apos;t send this receipt?</source>
        <translation>ไม่ส่งใบนี้ใช่ไหม</translation>
    </message>
    <message>
        <source>Don&apos;t send it</source>
        <translation>ไม่ส่งใบนี้</translation>
    </message>
    <message>
        <source>It will not go to PEAK. Nothing changes in xCommerce. You can undo this at any time</source>
        <translation>ใบนี้จะไม่ถูกส่งไป PEAK ส่วนใน xCommerce ไม่มีอะไรเปลี่ยน นำกลับมาได้ทุกเมื่อ</translation>
    </message>
    <message>
        <source>Is it the same sale?</source>
        <translation>ใช่การขายเดียวกันไหม</translation>
    </message>
    <message>
        <source>Yes, the same: don&apos;t send it</source>
        <translation>ใช่ ใบเดียวกัน ไม่ต้องส่ง</translation>
    </message>
    <message>
        <source>No, another sale: send it</source>
        <translation>ไม่ใช่ คนละใบ ส่งได้</translation>
    </message>
    <message>
        <source>This receipt looks like another that PEAK has or is about to get. If both are one sale, sending would count it twice</source>
        <translation>ใบนี้เหมือนอีกใบที่ PEAK มีหรือกำลังจะได้ ถ้าเป็นการขายเดียวกัน ส่งอีกจะนับยอดสองครั้ง</translation>
    </message>
    <message>
        <source>Two receipts with one number</source>
        <translation>ใบเสร็จสองใบ เลขที่เดียวกัน</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>Same sale: don&apos;t send it</source>
        <translation>การขายเดียวกัน ไม่ต้องส่ง</translation>
    </message>
    <message>
        <source>PEAK has this number already, and not from this program</source>
        <translation>PEAK มีเลขที่นี้อยู่แล้ว และโปรแกรมนี้ไม่ได้ส่ง</translation>
    </message>
    <message>
        <source>If both are the same sale, choose not to send this one</source>
        <translation>ถ้าเป็นการขายเดียวกัน เลือกไม่ส่งใบนี้</translation>
    </message>
    <message>
        <source>If they are two sales, change the number of one: in PEAK, or in xCommerce and export the file again. Then press Check again</source>
        <translation>ถ้าเป็นคนละการขาย เปลี่ยนเลขที่ใบใดใบหนึ่ง ใน PEAK หรือใน xCommerce แล้วส่งออกไฟล์ใหม่ จากนั้นกดตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>I have corrected it: check again</source>
        <translation>แก้แล้ว ตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>คงไว้อย่างนี้</translation>
    </message>
    <message>
        <source>Changed after it was sent</source>
        <translation>ใบนี้ถูกแก้หลังส่ง</translation>
    </message>
    <message>
        <source>Cancelled after it was sent</source>
        <translation>ลูกค้ายกเลิกหลังส่งแล้ว</translation>
    </message>
    <message>
        <source>More than one in PEAK</source>
        <translation>PEAK มีมากกว่าหนึ่งใบ</translation>
    </message>
    <message>
        <source>Not found in PEAK now</source>
        <translation>ตอนนี้ไม่พบใน PEAK</translation>
    </message>
    <message>
        <source>In PEAK, but not booked</source>
        <translation>อยู่ใน PEAK แต่ยังไม่ลงบัญชี</translation>
    </message>
    <message>
        <source>PEAK and this receipt differ</source>
        <translation>PEAK กับใบนี้ไม่ตรงกัน</translation>
    </message>
    <message>
        <source>Other receipts may be waiting for your decision. None is lost, and nothing is sent twice</source>
        <translation>ใบอื่นอาจรอคุณตัดสินใจอยู่ ไม่หาย และไม่ถูกส่งซ้ำ</translation>
    </message>
    <message>
        <source>This program changes nothing in PEAK by itself</source>
        <translation>โปรแกรมไม่แก้อะไรใน PEAK เอง</translation>
    </message>
    <message>
        <source>Or write a credit note there for the difference, then leave it as it is. If that month&apos;s VAT return is filed, ask your accountant first</source>
        <translation>หรือออกใบลดหนี้ใน PEAK ตามส่วนต่าง แล้วเลือกคงไว้อย่างนี้ ถ้าเดือนนั้นยื่น ภ.พ.30 แล้ว ถามนักบัญชีก่อน</translation>
    </message>
    <message>
        <source>Or write a debit note there for the difference, then leave it as it is. If that month&apos;s VAT return is filed, ask your accountant first</source>
        <translation>หรือออกใบเพิ่มหนี้ใน PEAK ตามส่วนต่าง แล้วเลือกคงไว้อย่างนี้ ถ้าเดือนนั้นยื่น ภ.พ.30 แล้ว ถามนักบัญชีก่อน</translation>
    </message>
    <message>
        <source>Void it in PEAK and issue it anew as xCommerce says now, then press check again</source>
        <translation>ยกเลิกใบนี้ใน PEAK แล้วออกใหม่ให้เหมือน xCommerce ตอนนี้ จากนั้นกดตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>If that month&apos;s VAT return is filed, ask your accountant first; a credit note may be needed</source>
        <translation>ถ้าเดือนนั้นยื่น ภ.พ.30 แล้ว ถามนักบัญชีก่อน อาจต้องออกใบลดหนี้</translation>
    </message>
    <message>
        <source>Come back and press check again</source>
        <translation>กลับมาที่นี่แล้วกดตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>Open it in PEAK and make date, total and VAT as xCommerce says now</source>
        <translation>เปิดใบนี้ใน PEAK แก้วันที่ ยอด และ VAT ให้เหมือน xCommerce ตอนนี้</translation>
    </message>
    <message>
        <source>Open it in PEAK and void it</source>
        <translation>เปิดใบนี้ใน PEAK แล้วยกเลิกเอกสาร</translation>
    </message>
    <message>
        <source>Look for this number in PEAK and void the extra one</source>
        <translation>ค้นหาเลขที่นี้ใน PEAK แล้วยกเลิกใบที่เกิน</translation>
    </message>
    <message>
        <source>Look for it in PEAK by its date and total</source>
        <translation>หาใบนี้ใน PEAK ด้วยวันที่และยอด</translation>
    </message>
    <message>
        <source>If its number was changed there, change it back</source>
        <translation>ถ้าเลขที่ถูกเปลี่ยน แก้กลับใน PEAK</translation>
    </message>
    <message>
        <source>If it is gone, ask your accountant. It is not sent again</source>
        <translation>ถ้าไม่มีแล้ว ถามนักบัญชี โปรแกรมไม่ส่งซ้ำเอง</translation>
    </message>
    <message>
        <source>Open it in PEAK and see whether it waits for approval</source>
        <translation>เปิดใบนี้ใน PEAK ดูว่ารออนุมัติอยู่ไหม</translation>
    </message>
    <message>
        <source>If somebody meant to change it, leave it as it is</source>
        <translation>ถ้าตั้งใจแก้ เลือกคงไว้</translation>
    </message>
    <message>
        <source>If not, change it back in PEAK, then check again</source>
        <translation>ถ้าไม่ได้ตั้งใจ แก้กลับใน PEAK แล้วกดตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>What does “%1” mean?</source>
        <translation>“%1” หมายถึงอะไร</translation>
    </message>
    <message>
        <source>Say it once. All receipts with this word are looked at again</source>
        <translation>บอกครั้งเดียว ทุกใบที่มีคำนี้จะถูกดูใหม่</translation>
    </message>
    <message>
        <source>Paid, the sale stands</source>
        <translation>ชำระแล้ว ขายจริง</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ยกเลิก</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>ใบเสร็จรับเงิน</translation>
    </message>
    <message>
        <source>Full tax invoice</source>
        <translation>ใบกำกับภาษีเต็มรูป</translation>
    </message>
    <message>
        <source>Abbreviated tax invoice</source>
        <translation>ใบกำกับภาษีอย่างย่อ</translation>
    </message>
    <message>
        <source>Without VAT</source>
        <translation>ไม่มี VAT</translation>
    </message>
    <message>
        <source>VAT is added to the prices</source>
        <translation>แยก VAT</translation>
    </message>
    <message>
        <source>VAT is in the prices</source>
        <translation>รวม VAT</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>Do not tell me again</source>
        <translation>ไม่ต้องบอกอีก</translation>
    </message>
    <message>
        <source>Quit XPEAK</source>
        <translation>ออกจากโปรแกรม</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>ตกลง</translation>
    </message>
    <message>
        <source>XPEAK keeps running in the system tray (by the clock)</source>
        <translation>XPEAK ยังทำงานอยู่ข้างนาฬิกา</translation>
    </message>
    <message numerus="yes">
        <source>New receipts are sent every %Ln minutes. Open the window from its icon there</source>
        <translation>
            <numerusform>โปรแกรมจะส่งใบเสร็จใหม่ให้ทุก %Ln นาที เปิดหน้าต่างได้จากไอคอนข้างนาฬิกา</numerusform>
        </translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation>ย่อหน้าต่าง</translation>
    </message>
    <message>
        <source>This computer has no system tray (icons by the clock)</source>
        <translation>เครื่องนี้ไม่มีไอคอนข้างนาฬิกา</translation>
    </message>
    <message>
        <source>After you quit, nothing is sent until you open XPEAK again. Nothing is lost</source>
        <translation>ถ้าออกจากโปรแกรม ใบเสร็จจะไม่ถูกส่งจนกว่าจะเปิดใหม่ แต่ไม่มีใบไหนหาย</translation>
    </message>
</context>
<context>
    <name>ColumnRow</name>
    <message>
        <source>Empty</source>
        <translation>ไม่มีข้อมูล</translation>
    </message>
    <message>
        <source>What “%1” is</source>
        <translation>“%1” คืออะไร</translation>
    </message>
    <message>
        <source>Not used by the program</source>
        <translation>โปรแกรมไม่ใช้</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Receipt number</source>
        <translation>เลขที่ใบเสร็จ</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>เลขที่คำสั่งซื้อ</translation>
    </message>
    <message>
        <source>Document date</source>
        <translation>วันที่เอกสาร</translation>
    </message>
    <message>
        <source>Document type</source>
        <translation>ประเภทเอกสาร</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Payment channel</source>
        <translation>ช่องทางการชำระเงิน</translation>
    </message>
    <message>
        <source>Date of payment</source>
        <translation>วันที่ชำระเงิน</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>ชื่อลูกค้า</translation>
    </message>
    <message>
        <source>Customer&apos;s tax ID</source>
        <translation>เลขประจำตัวผู้เสียภาษีของลูกค้า</translation>
    </message>
    <message>
        <source>Customer&apos;s branch</source>
        <translation>สาขาของลูกค้า</translation>
    </message>
    <message>
        <source>Customer&apos;s address</source>
        <translation>ที่อยู่ลูกค้า</translation>
    </message>
    <message>
        <source>Customer&apos;s telephone</source>
        <translation>โทรศัพท์ลูกค้า</translation>
    </message>
    <message>
        <source>Product code</source>
        <translation>รหัสสินค้า</translation>
    </message>
    <message>
        <source>Product name</source>
        <translation>ชื่อสินค้า</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>จำนวน</translation>
    </message>
    <message>
        <source>Price of one</source>
        <translation>ราคาต่อหน่วย</translation>
    </message>
    <message>
        <source>Discount of the line</source>
        <translation>ส่วนลดรายการ</translation>
    </message>
    <message>
        <source>Discount of the receipt</source>
        <translation>ส่วนลดท้ายบิล</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>ค่าขนส่ง</translation>
    </message>
    <message>
        <source>COD fee</source>
        <translation>ค่าบริการ COD</translation>
    </message>
    <message>
        <source>VAT type</source>
        <translation>ประเภทภาษี</translation>
    </message>
    <message>
        <source>VAT in baht</source>
        <translation>ภาษีมูลค่าเพิ่ม</translation>
    </message>
    <message>
        <source>Total of the receipt</source>
        <translation>ยอดรวมสุทธิ</translation>
    </message>
</context>
<context>
    <name>ColumnsDialog</name>
    <message>
        <source>What is in each column?</source>
        <translation>แต่ละคอลัมน์คืออะไร</translation>
    </message>
    <message>
        <source>Columns of “%1”. What you choose is remembered for the next files</source>
        <translation>คอลัมน์ของไฟล์ “%1” ที่คุณเลือกจะถูกจำไว้ใช้กับไฟล์ต่อไป</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>กลับ</translation>
    </message>
    <message>
        <source>Keep and read again</source>
        <translation>จำไว้และอ่านใหม่</translation>
    </message>
    <message>
        <source>Still to be chosen: %1</source>
        <translation>ยังต้องเลือก: %1</translation>
    </message>
    <message>
        <source>Without %1 receipts are read, but wait</source>
        <translation>ถ้าไม่มี%1 จะอ่านใบเสร็จได้ แต่ต้องรอ</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Paid</source>
        <translation>ชำระแล้ว</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ยกเลิก</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>ใช้อยู่</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>ยกเลิกแล้ว</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>เลขที่</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>วันที่</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>ยอดรวม</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>เลขที่คำสั่งซื้อ</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>ไม่ตรงกัน</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>Say what they are…</source>
        <translation>เลือกว่าคืออะไร…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be read%1. The others are fine</source>
        <translation>
            <numerusform>%Ln แถวอ่านไม่ได้%1 แถวอื่นไม่กระทบ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln rows</source>
        <translation>
            <numerusform>ดู %Ln แถว</numerusform>
        </translation>
    </message>
    <message>
        <source>Name the columns…</source>
        <translation>เลือกว่าคอลัมน์ไหนคืออะไร…</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more files that hold no receipts</source>
        <translation>
            <numerusform>และอีก %Ln ไฟล์ที่ไม่มีใบเสร็จ</numerusform>
        </translation>
    </message>
    <message>
        <source>, see %1</source>
        <translation> ดูที่ %1</translation>
    </message>
    <message>
        <source>Columns the program does not use: %1. Nothing is lost by that</source>
        <translation>หัวตารางที่โปรแกรมไม่ใช้ %1 ใบเสร็จไม่กระทบ</translation>
    </message>
    <message>
        <source>Hide rows</source>
        <translation>ซ่อนแถว</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ไฟล์</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>แถว</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>หัวตาราง</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>ค่าที่อยู่ในช่อง</translation>
    </message>
    <message>
        <source>Correct these rows in xCommerce and export again. They are read automatically</source>
        <translation>แก้แถวเหล่านี้ใน xCommerce แล้วส่งออกใหม่ โปรแกรมจะอ่านเอง</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>You can continue. If it happens again, save a report and send it to support</source>
        <translation>ทำงานต่อได้เลย ถ้าเป็นอีก บันทึกรายงาน แล้วส่งให้ผู้ดูแลโปรแกรม</translation>
    </message>
    <message>
        <source>The report holds what the program did and receipt numbers, but no token and no customer data</source>
        <translation>ในรายงานมีสิ่งที่โปรแกรมทำและเลขที่ใบเสร็จ แต่ไม่มี Token และไม่มีชื่อลูกค้า</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>บันทึกรายงาน…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>ทำงานต่อ</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>กำลังบันทึกรายงาน</translation>
    </message>
    <message>
        <source>Saved as %1. Send this file to support</source>
        <translation>บันทึกแล้วเป็นไฟล์ %1 ส่งไฟล์นี้ให้ผู้ดูแลโปรแกรม</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>เปิดโฟลเดอร์</translation>
    </message>
</context>
<context>
    <name>DayChart</name>
    <message>
        <source>The last 30 days, baht per day</source>
        <translation>30 วันที่ผ่านมา บาทต่อวัน</translation>
    </message>
    <message>
        <source>%1: sent %2, waiting %4, needs you %3</source>
        <translation>%1 ส่งแล้ว %2 รอส่ง %4 ต้องให้คุณดู %3</translation>
    </message>
    <message>
        <source>%1: sent %2, waiting %4</source>
        <translation>%1 ส่งแล้ว %2 รอส่ง %4</translation>
    </message>
    <message>
        <source>%1: sent %2</source>
        <translation>%1 ส่งแล้ว %2</translation>
    </message>
    <message>
        <source>%1: sent %2, needs you %3</source>
        <translation>%1 ส่งแล้ว %2 ต้องให้คุณดู %3</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Close window</source>
        <translation>ปิดหน้าต่าง</translation>
    </message>
    <message>
        <source>New receipts go to PEAK automatically, each once</source>
        <translation>ใบเสร็จใหม่จะไป PEAK เอง ใบละครั้งเดียว ไม่มีซ้ำ</translation>
    </message>
    <message>
        <source>What PEAK shows is compared with each receipt, to the satang</source>
        <translation>โปรแกรมเทียบกับที่ PEAK บันทึกทุกใบ ตรงถึงสตางค์</translation>
    </message>
    <message>
        <source>Connect my shop</source>
        <translation>เชื่อมต่อร้านจริง</translation>
    </message>
    <message>
        <source>If something needs you, XPEAK says so in plain words, with a button to fix it</source>
        <translation>มีอะไรต้องทำ โปรแกรมจะบอกเป็นภาษาง่ายๆ พร้อมปุ่มให้แก้</translation>
    </message>
    <message>
        <source>Later ones go when you press “Send now”, each once. In your own shop they go automatically</source>
        <translation>ที่นี่ ใบต่อๆ ไปส่งเมื่อคุณกด “ส่งตอนนี้” แต่ละใบครั้งเดียว ส่วนร้านจริงของคุณ โปรแกรมส่งเอง</translation>
    </message>
    <message>
        <source>No tray icon: receipts are sent while the window is open or minimised</source>
        <translation>เครื่องนี้ไม่มีไอคอนข้างนาฬิกา ใบเสร็จจะถูกส่งขณะที่หน้าต่างเปิดหรือย่ออยู่</translation>
    </message>
    <message>
        <source>Close this window when you like: the program goes on working</source>
        <translation>ปิดหน้าต่างนี้ได้เลย โปรแกรมจะทำงานต่อ</translation>
    </message>
    <message>
        <source>Closing the window ends the practice shop. Next time it begins anew</source>
        <translation>ปิดหน้าต่างแล้วร้านฝึกหัดจะจบ เปิดครั้งหน้าเริ่มใหม่ทั้งหมด</translation>
    </message>
    <message>
        <source>Sending has begun</source>
        <translation>เริ่มส่งแล้ว</translation>
    </message>
    <message>
        <source>XPEAK tells you when something needs you</source>
        <translation>มีอะไรต้องทำ XPEAK จะบอกคุณ</translation>
    </message>
    <message>
        <source>XPEAK works in the system tray (by the clock) and tells you when something needs you</source>
        <translation>XPEAK ทำงานอยู่ข้างนาฬิกา มีอะไรต้องทำจะบอกคุณ</translation>
    </message>
    <message>
        <source>The practice shop&apos;s first receipts are on their way to its PEAK</source>
        <translation>ใบเสร็จชุดแรกของร้านฝึกหัดกำลังไปที่ PEAK ฝึกหัด</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>ดูหน้าแรก</translation>
    </message>
</context>
<context>
    <name>EraseQuestion</name>
    <message>
        <source>Erase this shop from this computer?</source>
        <translation>ลบร้านนี้ออกจากเครื่องนี้ไหม</translation>
    </message>
    <message>
        <source>Gone for good: the records of what was sent, their backups here, the settings and the log. Everything in PEAK stays, and so do the receipt files from xCommerce</source>
        <translation>บันทึกว่าส่งอะไรไปแล้ว สำเนาในเครื่องนี้ การตั้งค่า และบันทึกการทำงาน จะหายไปและเอากลับไม่ได้ เอกสารใน PEAK และไฟล์ใบเสร็จจาก xCommerce ยังอยู่ครบ</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>ลบ</translation>
    </message>
    <message>
        <source>I do not need these records any more</source>
        <translation>ไม่ต้องใช้บันทึกเหล่านี้อีกแล้ว</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>What PEAK will get</source>
        <translation>ใบเสร็จที่ PEAK จะได้รับ</translation>
    </message>
    <message>
        <source>The document before</source>
        <translation>ใบก่อนหน้า</translation>
    </message>
    <message>
        <source>The next document</source>
        <translation>ใบถัดไป</translation>
    </message>
    <message>
        <source>If PEAK&apos;s answer differs from it, you are told at once</source>
        <translation>ถ้า PEAK ตอบกลับมาไม่ตรงกับใบนี้ โปรแกรมจะบอกคุณทันที</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>ใบที่ %1 จาก %2</translation>
    </message>
</context>
<context>
    <name>ExceptionRow</name>
    <message>
        <source>They wait</source>
        <translation>ให้รอ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait for this</source>
        <translation>
            <numerusform>มี %Ln ใบรอเรื่องนี้อยู่</numerusform>
        </translation>
    </message>
    <message>
        <source>Receipts of 0 baht</source>
        <translation>ใบเสร็จ 0 บาท</translation>
    </message>
    <message>
        <source>PEAK need not book a gift. Send them if your accountant asks</source>
        <translation>ของแจกฟรี PEAK ไม่ต้องบันทึก ส่งเมื่อนักบัญชีต้องการ</translation>
    </message>
    <message>
        <source>Send them</source>
        <translation>ส่ง</translation>
    </message>
    <message>
        <source>Totals that differ by rounding</source>
        <translation>ยอดที่ต่างกันเพราะการปัดเศษ</translation>
    </message>
    <message>
        <source>xCommerce rounds each line, PEAK once. Sent, PEAK&apos;s total holds</source>
        <translation>xCommerce ปัดทีละรายการ PEAK ปัดครั้งเดียวทั้งใบ ถ้าส่ง จะใช้ยอดของ PEAK</translation>
    </message>
</context>
<context>
    <name>FoundShop</name>
    <message>
        <source>If not, switch business in PEAK and copy the link again</source>
        <translation>ถ้าไม่ใช่ ให้เปลี่ยนกิจการใน PEAK แล้วคัดลอกลิงค์ใหม่</translation>
    </message>
    <message>
        <source>Connected to the practice PEAK</source>
        <translation>เชื่อมต่อกับ PEAK ฝึกหัดแล้ว</translation>
    </message>
    <message>
        <source>Connected to PEAK. Is this your shop?</source>
        <translation>เชื่อมต่อกับ PEAK แล้ว ใช่ร้านของคุณหรือไม่</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>กิจการ</translation>
    </message>
    <message>
        <source>Accounts found</source>
        <translation>บัญชีรับเงินที่พบ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln items</source>
        <translation>
            <numerusform>%Ln รายการ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln items</source>
        <translation>
            <numerusform>มากกว่า %Ln รายการ</numerusform>
        </translation>
    </message>
    <message>
        <source>Products in PEAK</source>
        <translation>สินค้าใน PEAK</translation>
    </message>
    <message>
        <source>Latest receipt in PEAK</source>
        <translation>ใบเสร็จล่าสุดใน PEAK</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ยังไม่มี</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 และอีก %2 บัญชี</translation>
    </message>
</context>
<context>
    <name>GetToken</name>
    <message>
        <source>Done</source>
        <translation>ทำแล้ว</translation>
    </message>
    <message>
        <source>Open PEAK</source>
        <translation>เปิด PEAK</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>ดูวิธีอีกครั้ง</translation>
    </message>
    <message>
        <source>Copy the link from PEAK</source>
        <translation>คัดลอกลิงค์จาก PEAK</translation>
    </message>
    <message>
        <source>In PEAK open [Settings] and choose [Connect external applications]</source>
        <translation>ใน PEAK ไปที่เมนู [ตั้งค่า] เลือก [เชื่อมต่อแอพพลิเคชั่นภายนอก]</translation>
    </message>
    <message>
        <source>In the xCommerce box press [Connect]</source>
        <translation>ในช่องของ xCommerce กด [เชื่อมต่อ]</translation>
    </message>
    <message>
        <source>Press [Connect] and [Copy link]</source>
        <translation>กด [เชื่อมต่อ] และ [คัดลอกลิงค์]</translation>
    </message>
</context>
<context>
    <name>HomePlace</name>
    <message>
        <source>Pause</source>
        <translation>พัก</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>ส่งตอนนี้</translation>
    </message>
    <message>
        <source>Send now (F5)</source>
        <translation>ส่งตอนนี้ (F5)</translation>
    </message>
    <message>
        <source>No tray icon: receipts are sent while the window is open or minimised</source>
        <translation>เครื่องนี้ไม่มีไอคอนข้างนาฬิกา ใบเสร็จจะถูกส่งขณะที่หน้าต่างเปิดหรือย่ออยู่</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>ทำต่อ</translation>
    </message>
    <message numerus="yes">
        <source>Last run %1, %Ln receipts sent</source>
        <translation>
            <numerusform>ส่งล่าสุด %1 ส่งไป %Ln ใบ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped at %1, %Ln receipts sent before</source>
        <translation>
            <numerusform>หยุดเมื่อ %1 ส่งไปแล้ว %Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Last checked %1</source>
        <translation>ตรวจล่าสุด %1</translation>
    </message>
    <message>
        <source>Last tried %1</source>
        <translation>ลองล่าสุด %1</translation>
    </message>
    <message>
        <source>Nothing has been sent yet</source>
        <translation>ยังไม่เคยส่ง</translation>
    </message>
    <message>
        <source>Last sent %1</source>
        <translation>ส่งล่าสุด %1</translation>
    </message>
    <message>
        <source>Paused until you resume</source>
        <translation>พักอยู่จนกว่าจะกดทำต่อ</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>พักอยู่ถึง %1</translation>
    </message>
</context>
<context>
    <name>KeyringTrouble</name>
    <message>
        <source>Try again</source>
        <translation>ลองใหม่</translation>
    </message>
    <message>
        <source>Use it until I quit</source>
        <translation>ใช้จนกว่าจะปิดโปรแกรม</translation>
    </message>
</context>
<context>
    <name>LedgerPanel</name>
    <message>
        <source>By receipt date</source>
        <translation>ตามวันที่ในใบเสร็จ</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>วันนี้</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>เดือนนี้</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>ส่งแล้ว</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>รอส่ง</translation>
    </message>
    <message>
        <source>Needs you, not sent</source>
        <translation>ต้องให้คุณดู ยังไม่ส่ง</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>ไม่ส่ง</translation>
    </message>
    <message>
        <source>Voided in PEAK</source>
        <translation>ยกเลิกใน PEAK</translation>
    </message>
    <message>
        <source>All receipts</source>
        <translation>ใบเสร็จทั้งหมด</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>ใบ</translation>
    </message>
    <message>
        <source>baht</source>
        <translation>บาท</translation>
    </message>
    <message numerus="yes">
        <source>Of those sent this month, %Ln need you</source>
        <translation>
            <numerusform>ที่ส่งแล้วเดือนนี้ มี %Ln ใบต้องให้คุณดู</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting, checking</source>
        <translation>รอส่งและตรวจซ้ำ</translation>
    </message>
</context>
<context>
    <name>LookList</name>
    <message>
        <source>Language</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>The window closes for a moment and opens again</source>
        <translation>หน้าต่างจะปิดแล้วเปิดขึ้นใหม่ทันที</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>สีหน้าจอ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>สว่าง</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>มืด</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>ตามเครื่อง</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>ขนาดตัวอักษร</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>ปกติ</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>ใหญ่</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>ใหญ่มาก</translation>
    </message>
</context>
<context>
    <name>MainView</name>
    <message>
        <source>Stopping</source>
        <translation>กำลังหยุด</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>กำลังทำงาน</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>พักอยู่</translation>
    </message>
    <message>
        <source>The shop has moved</source>
        <translation>ร้านย้ายเครื่องแล้ว</translation>
    </message>
    <message>
        <source>Connect in Settings</source>
        <translation>เชื่อมต่อได้ในหน้าตั้งค่า</translation>
    </message>
    <message>
        <source>Sending has stopped</source>
        <translation>ยังส่งไม่ได้</translation>
    </message>
    <message>
        <source>Sends when you ask</source>
        <translation>ส่งเมื่อคุณสั่ง</translation>
    </message>
    <message>
        <source>Tries again %1</source>
        <translation>ลองใหม่ %1</translation>
    </message>
    <message>
        <source>PEAK is out of reach</source>
        <translation>ติดต่อ PEAK ไม่ได้</translation>
    </message>
    <message>
        <source>Next run %1</source>
        <translation>รอบถัดไป %1</translation>
    </message>
    <message>
        <source>Not sending</source>
        <translation>ไม่ส่ง</translation>
    </message>
    <message>
        <source>Cannot send now</source>
        <translation>ส่งไม่ได้ตอนนี้</translation>
    </message>
    <message>
        <source>Waiting for PEAK</source>
        <translation>รอ PEAK</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>ยังไม่ได้เชื่อมต่อ</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>พร้อมส่ง</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 receipts</source>
        <translation>
            <numerusform>%Ln จาก %1 ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Until you resume</source>
        <translation>จนกว่าจะกดทำต่อ</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>ถึง %1</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Practice shop</source>
        <translation>ร้านฝึกหัด</translation>
    </message>
</context>
<context>
    <name>Manual</name>
    <message>
        <source>Set-up, page by page</source>
        <translation>ตั้งค่า ทีละหน้า</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>ใช้งานทุกวัน</translation>
    </message>
    <message>
        <source>What to do when</source>
        <translation>เมื่อมีเรื่องต้องแก้</translation>
    </message>
    <message>
        <source>For those who help</source>
        <translation>สำหรับผู้ช่วยของร้าน</translation>
    </message>
    <message>
        <source>The headings are what the program says, with examples for the numbers and names of your shop. Below each stand why, and what to do. There ‹ › holds the place of such a number or name</source>
        <translation>หัวข้อคือคำที่โปรแกรมบอก ตัวเลขและชื่อในหัวข้อเป็นตัวอย่าง ข้างใต้คือสาเหตุและวิธีแก้ คำใน ‹ › แทนตัวเลขหรือชื่อของร้านคุณ</translation>
    </message>
    <message>
        <source>A receipt is not sent</source>
        <translation>ใบเสร็จยังไม่ถูกส่ง</translation>
    </message>
    <message>
        <source>Changed after sending</source>
        <translation>มีอะไรเปลี่ยนหลังส่ง</translation>
    </message>
    <message>
        <source>PEAK, token and network</source>
        <translation>PEAK, Token และเน็ต</translation>
    </message>
    <message>
        <source>Computer and settings</source>
        <translation>เครื่องนี้และการตั้งค่า</translation>
    </message>
    <message>
        <source>Sales cannot be read</source>
        <translation>อ่านยอดขายไม่ได้</translation>
    </message>
    <message>
        <source>Notes that hold nothing up</source>
        <translation>เรื่องที่ควรรู้ ใบเสร็จไม่ต้องรอ</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>วิธีแก้</translation>
    </message>
    <message>
        <source>Code for support: %1</source>
        <translation>รหัสสำหรับผู้ดูแลโปรแกรม %1</translation>
    </message>
</context>
<context>
    <name>ManualView</name>
    <message>
        <source>Chapter</source>
        <translation>บทที่อ่าน</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual – XPEAK</source>
        <translation>คู่มือ – XPEAK</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>ค้นหาในคู่มือ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>กลับ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>บทในคู่มือ</translation>
    </message>
    <message>
        <source>“%1” not found</source>
        <translation>ไม่พบ “%1”</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>Move to another computer?</source>
        <translation>ย้ายไปเครื่องอื่นไหม</translation>
    </message>
    <message>
        <source>One file gets the records and settings, never token or keys. From then on this computer sends nothing. On the other one, open XPEAK, choose the file on its first page and paste the token again</source>
        <translation>บันทึกและการตั้งค่าจะอยู่ในไฟล์เดียว ไม่มี Token และกุญแจ จากนั้นเครื่องนี้จะหยุดส่ง ส่วนในเครื่องใหม่ ให้เปิด XPEAK เลือกไฟล์นี้ในหน้าแรกของการตั้งค่า แล้ววาง Token อีกครั้ง</translation>
    </message>
    <message>
        <source>Make the file…</source>
        <translation>สร้างไฟล์…</translation>
    </message>
    <message>
        <source>Make the file again?</source>
        <translation>สร้างไฟล์อีกครั้งไหม</translation>
    </message>
    <message>
        <source>If another computer has already opened the earlier file, move from that one instead: a second file, opened on a third computer, makes two that send. If none has, make it again and delete the earlier one. This computer still sends nothing</source>
        <translation>ถ้ามีเครื่องอื่นเปิดไฟล์ก่อนหน้านี้ไปแล้ว ให้ย้ายจากเครื่องนั้นแทน เพราะถ้าเครื่องที่สามเปิดไฟล์ที่สอง จะมีสองเครื่องส่ง ถ้ายังไม่มีเครื่องไหนเปิด สร้างอีกครั้งได้ แล้วลบไฟล์ก่อนหน้าทิ้ง เครื่องนี้ยังคงไม่ส่ง</translation>
    </message>
    <message>
        <source>Send from this computer again?</source>
        <translation>ส่งจากเครื่องนี้อีกครั้งไหม</translation>
    </message>
    <message>
        <source>Only one computer may send. If the other one has opened the file, disconnect it there first. The records are compared with PEAK before anything is sent</source>
        <translation>ส่งได้ทีละเครื่องเท่านั้น ถ้าเครื่องใหม่เปิดไฟล์ไปแล้ว เลิกเชื่อมต่อที่เครื่องนั้นก่อน โปรแกรมจะเทียบบันทึกกับ PEAK ก่อน แล้วจึงส่ง</translation>
    </message>
    <message>
        <source>Send from this computer</source>
        <translation>ส่งจากเครื่องนี้</translation>
    </message>
    <message>
        <source>Save the file for the other computer</source>
        <translation>บันทึกไฟล์สำหรับย้ายไปเครื่องอื่น</translation>
    </message>
    <message>
        <source>File for moving (*.zip)</source>
        <translation>ไฟล์สำหรับย้ายเครื่อง (*.zip)</translation>
    </message>
    <message>
        <source>Choose the file from the other computer</source>
        <translation>เลือกไฟล์จากเครื่องเดิม</translation>
    </message>
</context>
<context>
    <name>MovingRow</name>
    <message>
        <source>Move…</source>
        <translation>ย้าย…</translation>
    </message>
    <message>
        <source>Make the file again…</source>
        <translation>สร้างไฟล์อีกครั้ง…</translation>
    </message>
    <message>
        <source>Send from here…</source>
        <translation>ส่งจากเครื่องนี้…</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>เปิดไฟล์ย้าย…</translation>
    </message>
    <message>
        <source>Move to another computer</source>
        <translation>ย้ายไปเครื่องอื่น</translation>
    </message>
    <message>
        <source>Moved to another computer on %1. Nothing is sent from this one</source>
        <translation>ร้านย้ายไปเครื่องอื่นเมื่อ %1 เครื่องนี้จึงไม่ส่ง</translation>
    </message>
    <message>
        <source>One file takes records and settings along, without token and keys</source>
        <translation>ไฟล์เดียวเก็บบันทึกและการตั้งค่าไปด้วย ไม่มี Token และกุญแจ</translation>
    </message>
    <message>
        <source>Working on it</source>
        <translation>กำลังทำ</translation>
    </message>
    <message>
        <source>Saved as %1. Open it on the other computer, then delete it</source>
        <translation>บันทึกเป็น %1 แล้ว เปิดในเครื่องใหม่ แล้วลบไฟล์ทิ้ง</translation>
    </message>
    <message>
        <source>The shop is here again</source>
        <translation>ร้านกลับมาอยู่เครื่องนี้แล้ว</translation>
    </message>
    <message>
        <source>This computer sends again, after comparing with PEAK</source>
        <translation>เครื่องนี้ส่งอีกครั้ง โดยเทียบกับ PEAK ก่อน</translation>
    </message>
</context>
<context>
    <name>NeedsPanel</name>
    <message>
        <source>See the receipts</source>
        <translation>ดูใบเสร็จทั้งหมด</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln รายการต้องให้คุณดู</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts, %1, not sent yet</source>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบ %1 ยังไม่ได้ส่ง</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all, %Ln more</source>
        <translation>
            <numerusform>ดูทั้งหมด อีก %Ln รายการ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait</source>
        <comment>how many wait</comment>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบรออยู่</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>how many it concerns</comment>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticesPanel</name>
    <message>
        <source>Got it</source>
        <translation>รับทราบ</translation>
    </message>
</context>
<context>
    <name>OwnKeys</name>
    <message>
        <source>Paste Connect ID</source>
        <translation>วาง Connect ID</translation>
    </message>
    <message>
        <source>Paste Connect Key</source>
        <translation>วาง Connect Key</translation>
    </message>
    <message>
        <source>Your shop&apos;s API keys</source>
        <translation>กุญแจ API ของร้าน</translation>
    </message>
    <message>
        <source>In the ZIP PEAK mailed you</source>
        <translation>อยู่ในไฟล์ ZIP ที่ PEAK ส่งให้ทางอีเมล</translation>
    </message>
    <message>
        <source>PEAK refuses these keys. Enter both again, as they stand in PEAK&apos;s ZIP</source>
        <translation>PEAK ไม่รับกุญแจนี้ ใส่ทั้งสองช่องอีกครั้ง ตามที่อยู่ในไฟล์ ZIP จาก PEAK</translation>
    </message>
</context>
<context>
    <name>PaceChoice</name>
    <message>
        <source>How often to send</source>
        <translation>ส่งบ่อยแค่ไหน</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 ชั่วโมง</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln นาที</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PagesList</name>
    <message>
        <source>Open</source>
        <translation>เปิดดู</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>เปิดดู %1</translation>
    </message>
    <message>
        <source>Connection to PEAK</source>
        <translation>การเชื่อมต่อกับ PEAK</translation>
    </message>
    <message>
        <source>Two services</source>
        <translation>บริการ 2 รายการ</translation>
    </message>
    <message>
        <source>Where sales are</source>
        <translation>ที่มาของยอดขาย</translation>
    </message>
    <message>
        <source>Payment channels</source>
        <translation>ช่องทางรับเงิน</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>Shop rules</source>
        <translation>กติกาของร้าน</translation>
    </message>
    <message>
        <source>What the next run sends</source>
        <translation>รอบถัดไปจะส่งอะไร</translation>
    </message>
    <message>
        <source>Totals, and the first documents as PEAK gets them</source>
        <translation>ยอดรวม และใบแรกๆ แบบที่ PEAK จะได้รับ</translation>
    </message>
    <message>
        <source>Not connected. Receipts wait, none is lost</source>
        <translation>ยังไม่ได้เชื่อมต่อ ใบเสร็จรออยู่ ไม่หาย</translation>
    </message>
    <message>
        <source>Token ends in %1</source>
        <translation>Token ลงท้ายด้วย %1</translation>
    </message>
    <message>
        <source>%1, token ends in %2</source>
        <translation>%1 Token ลงท้ายด้วย %2</translation>
    </message>
    <message>
        <source>The token lasts until you quit</source>
        <translation>Token นี้ใช้ได้จนกว่าจะปิดโปรแกรม</translation>
    </message>
    <message numerus="yes">
        <source>%Ln services missing in PEAK</source>
        <translation>
            <numerusform>ใน PEAK ยังขาด %Ln บริการ</numerusform>
        </translation>
    </message>
    <message>
        <source>Both are in PEAK</source>
        <translation>มีครบใน PEAK แล้ว</translation>
    </message>
    <message>
        <source>Live link: %1</source>
        <translation>ลิงค์ข้อมูลสด %1</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>โฟลเดอร์ %1</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>ยังไม่ได้เลือก</translation>
    </message>
    <message numerus="yes">
        <source>%Ln on</source>
        <comment>channels</comment>
        <translation>
            <numerusform>เปิด %Ln ช่องทาง</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln off</source>
        <comment>channels</comment>
        <translation>
            <numerusform>ปิด %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided</source>
        <comment>channels</comment>
        <translation>
            <numerusform>ยังไม่ได้เลือก %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 matched, %2 not matched</source>
        <translation>เชื่อมแล้ว %1 ยังไม่เชื่อม %2</translation>
    </message>
    <message>
        <source>VAT registered</source>
        <translation>จด VAT แล้ว</translation>
    </message>
    <message>
        <source>Not VAT registered</source>
        <translation>ยังไม่ได้จด VAT</translation>
    </message>
    <message>
        <source>sending from %1</source>
        <translation>เริ่มส่ง %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln months filed</source>
        <translation>
            <numerusform>ยื่นแล้ว %Ln เดือน</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PauseMenu</name>
    <message>
        <source>Pause for 1 hour</source>
        <translation>พัก 1 ชั่วโมง</translation>
    </message>
    <message>
        <source>Pause until I resume</source>
        <translation>พักจนกว่าจะกดทำต่อ</translation>
    </message>
</context>
<context>
    <name>PauseRow</name>
    <message>
        <source>1 hour</source>
        <translation>1 ชั่วโมง</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>จนกว่าจะกดทำต่อ</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>ทำต่อ</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>พักการส่ง</translation>
    </message>
    <message>
        <source>Nothing is sent meanwhile, and nothing is lost</source>
        <translation>ระหว่างพักจะไม่ส่งอะไร และไม่มีอะไรหาย</translation>
    </message>
    <message>
        <source>Paused until you resume</source>
        <translation>พักอยู่จนกว่าคุณจะเปิดเอง</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>พักอยู่ถึง %1</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message numerus="yes">
        <source>%Ln receipts need you</source>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบต้องให้คุณดู</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PracticeStrip</name>
    <message>
        <source>Practice shop</source>
        <translation>ร้านฝึกหัด</translation>
    </message>
    <message>
        <source>Leave the practice shop</source>
        <translation>ออกจากร้านฝึกหัด</translation>
    </message>
    <message>
        <source>All data is made up. Nothing is sent to the real PEAK</source>
        <translation>ข้อมูลสมมติทั้งหมด ไม่มีอะไรถูกส่งไป PEAK จริง</translation>
    </message>
</context>
<context>
    <name>PracticeToken</name>
    <message>
        <source>Copy link</source>
        <translation>คัดลอกลิงค์</translation>
    </message>
    <message>
        <source>In your own shop you would copy this link from PEAK (steps 1.1 to 1.3). Here it is made up, so press the button instead</source>
        <translation>ในร้านจริงคุณจะคัดลอกลิงค์นี้จาก PEAK (ข้อ 1.1 ถึง 1.3) ที่นี่เป็นลิงค์สมมติ กดปุ่มนี้แทนได้เลย</translation>
    </message>
    <message>
        <source>The practice shop&apos;s PEAK</source>
        <translation>PEAK ของร้านฝึกหัด</translation>
    </message>
    <message>
        <source>Copied. Now paste it into the red field below, and connect</source>
        <translation>คัดลอกแล้ว วางลงในช่องสีแดงด้านล่าง แล้วกดเชื่อมต่อ</translation>
    </message>
    <message>
        <source>Connected. In your own shop you copy the link from PEAK, steps 1.1 to 1.3</source>
        <translation>เชื่อมต่อแล้ว ในร้านจริงคุณจะคัดลอกลิงค์จาก PEAK ตามข้อ 1.1 ถึง 1.3</translation>
    </message>
</context>
<context>
    <name>ProblemBox</name>
    <message>
        <source>All lines together</source>
        <translation>รวมรายการทั้งหมด</translation>
    </message>
    <message>
        <source>Total on xCommerce&apos;s receipt</source>
        <translation>ยอดที่ xCommerce ออกใบเสร็จ</translation>
    </message>
    <message>
        <source>VAT as calculated</source>
        <translation>VAT ที่คำนวณได้</translation>
    </message>
    <message>
        <source>VAT on xCommerce&apos;s receipt</source>
        <translation>VAT ที่ xCommerce ออกใบเสร็จ</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>ต่างกัน</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Open in PEAK</source>
        <translation>เปิดใน PEAK</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>กลับ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>กลับ</translation>
    </message>
    <message>
        <source>In xCommerce now</source>
        <translation>ใน xCommerce ตอนนี้</translation>
    </message>
    <message>
        <source>In PEAK</source>
        <translation>ใน PEAK</translation>
    </message>
    <message>
        <source>As sent</source>
        <translation>ที่ส่งไป</translation>
    </message>
    <message>
        <source>In xCommerce</source>
        <translation>ใน xCommerce</translation>
    </message>
    <message>
        <source>Asking PEAK</source>
        <translation>กำลังถาม PEAK</translation>
    </message>
    <message>
        <source>PEAK still shows the same. Nothing was changed</source>
        <translation>PEAK ยังเหมือนเดิม ไม่มีอะไรเปลี่ยน</translation>
    </message>
    <message>
        <source>PEAK does not show this number now</source>
        <translation>ตอนนี้ PEAK ไม่แสดงเลขที่นี้</translation>
    </message>
    <message numerus="yes">
        <source>PEAK has %Ln documents of this number</source>
        <translation>
            <numerusform>PEAK มีเลขที่นี้ %Ln ใบ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductDelegate</name>
    <message>
        <source>In PEAK: %1</source>
        <translation>ใน PEAK: %1</translation>
    </message>
</context>
<context>
    <name>ProductFiles</name>
    <message>
        <source>Save the list</source>
        <translation>บันทึกรายการสินค้า</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>ตาราง (*.csv)</translation>
    </message>
    <message>
        <source>Choose a product list from xCommerce</source>
        <translation>เลือกไฟล์รายการสินค้าจาก xCommerce</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.xls *.csv)</source>
        <translation>ตาราง (*.xlsx *.xls *.csv)</translation>
    </message>
</context>
<context>
    <name>ProductHelp</name>
    <message>
        <source>Copy code</source>
        <translation>คัดลอกรหัส</translation>
    </message>
    <message>
        <source>Create in PEAK</source>
        <translation>สร้างใน PEAK</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>PEAK has no product with the number “%1”</source>
        <translation>PEAK ยังไม่มีสินค้าเลขที่ “%1”</translation>
    </message>
    <message>
        <source>Create it here, or in PEAK: [Products] &gt; [Add product/service]</source>
        <translation>สร้างจากที่นี่ หรือใน PEAK ที่ [สินค้า] &gt; [เพิ่มสินค้า/บริการ]</translation>
    </message>
    <message>
        <source>Several products in PEAK have the number “%1”</source>
        <translation>PEAK มีสินค้าหลายรายการใช้เลขที่ “%1”</translation>
    </message>
    <message>
        <source>In PEAK open [Products] and give all but one another product number</source>
        <translation>ใน PEAK ที่ [สินค้า] แก้เลขที่สินค้าให้เหลือรายการเดียวที่ใช้เลขนี้</translation>
    </message>
    <message>
        <source>Create as a new product</source>
        <translation>สร้างเป็นสินค้าใหม่</translation>
    </message>
    <message numerus="yes">
        <source>%Ln products in PEAK are close to “%1”</source>
        <translation>
            <numerusform>PEAK มี %Ln รายการที่ใกล้เคียง “%1”</numerusform>
        </translation>
    </message>
    <message>
        <source>In PEAK: [Products] &gt; %2 change its number to %1, then press [Save]</source>
        <translation>ใน PEAK ที่ [สินค้า] &gt; %2 แก้เลขที่สินค้าเป็น %1 แล้วกด [บันทึก]</translation>
    </message>
    <message>
        <source>In PEAK: [Products] &gt; %2 change the right one&apos;s number to %1, then press [Save]</source>
        <translation>ใน PEAK ที่ [สินค้า] &gt; %2 เลือกรายการที่ใช่ แก้เลขที่สินค้าเป็น %1 แล้วกด [บันทึก]</translation>
    </message>
    <message>
        <source>or</source>
        <comment>between two product numbers</comment>
        <translation>หรือ</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>คัดลอกแล้ว</translation>
    </message>
</context>
<context>
    <name>ProductSearch</name>
    <message>
        <source>Find a code or name</source>
        <translation>ค้นหารหัสหรือชื่อสินค้า</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>ค้นหาสินค้า</translation>
    </message>
</context>
<context>
    <name>ProductWords</name>
    <message>
        <source>Almost the same: capital letters</source>
        <translation>ใกล้เคียง ต่างที่ตัวพิมพ์เล็กใหญ่</translation>
    </message>
    <message>
        <source>Almost the same: a space</source>
        <translation>ใกล้เคียง ต่างที่ช่องว่าง</translation>
    </message>
    <message>
        <source>Almost the same: zeros in front</source>
        <translation>ใกล้เคียง ต่างที่เลข 0 นำหน้า</translation>
    </message>
    <message>
        <source>Almost the same: Thai digits</source>
        <translation>ใกล้เคียง ต่างที่เลขไทย</translation>
    </message>
    <message>
        <source>Almost the same: the kind of dash</source>
        <translation>ใกล้เคียง ต่างที่ขีดคั่น</translation>
    </message>
    <message>
        <source>Almost the same: letter O and zero</source>
        <translation>ใกล้เคียง ต่างที่ตัว O กับเลข 0</translation>
    </message>
    <message>
        <source>Almost the same: several letters</source>
        <translation>ใกล้เคียง ต่างกันหลายจุด</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>เชื่อมต่อแล้ว</translation>
    </message>
    <message>
        <source>Not looked up yet</source>
        <translation>ยังไม่ได้ตรวจกับ PEAK</translation>
    </message>
    <message numerus="yes">
        <source>%Ln products are almost the same</source>
        <translation>
            <numerusform>ใกล้เคียง %Ln รายการ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products have this number</source>
        <translation>
            <numerusform>มี %Ln รายการใช้เลขที่นี้</numerusform>
        </translation>
    </message>
    <message>
        <source>PEAK lacks this code</source>
        <translation>PEAK ยังไม่มีรหัสนี้</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>that wait</comment>
        <translation>
            <numerusform>%Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>xCommerce code</source>
        <translation>รหัสสินค้า xCommerce</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>ชื่อสินค้า</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>PEAK product number</source>
        <translation>เลขที่สินค้าใน PEAK</translation>
    </message>
    <message>
        <source>Product in PEAK</source>
        <translation>ชื่อสินค้าใน PEAK</translation>
    </message>
    <message>
        <source>Receipts waiting</source>
        <translation>ใบเสร็จที่รอ</translation>
    </message>
</context>
<context>
    <name>ProductsBody</name>
    <message>
        <source>Not connected</source>
        <translation>ยังไม่ได้เชื่อมต่อ</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>เชื่อมต่อแล้ว</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>บริการ</translation>
    </message>
    <message>
        <source>Which products</source>
        <translation>สินค้ากลุ่มไหน</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>ล้างการค้นหา</translation>
    </message>
    <message>
        <source>Add a product list from a file</source>
        <translation>เพิ่มรายการสินค้าจากไฟล์</translation>
    </message>
    <message>
        <source>Save this list to a file</source>
        <translation>บันทึกรายการนี้เป็นไฟล์</translation>
    </message>
    <message>
        <source>Match products automatically first</source>
        <translation>กดจับคู่สินค้าอัตโนมัติก่อน จึงจะไปต่อได้</translation>
    </message>
    <message>
        <source>You can go on, receipts with unmatched products will wait</source>
        <translation>ไปต่อได้ ใบเสร็จของสินค้าที่ยังไม่เชื่อมจะรอไว้ก่อน</translation>
    </message>
    <message>
        <source>Reading products from PEAK</source>
        <translation>กำลังดึงสินค้าจาก PEAK</translation>
    </message>
    <message>
        <source>Creating %1 in PEAK</source>
        <translation>กำลังสร้าง %1 ใน PEAK</translation>
    </message>
    <message>
        <source>Created %1 of %2 in PEAK</source>
        <translation>สร้างใน PEAK แล้ว %1 จาก %2 รายการ</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>บันทึกไว้ที่ %1 แล้ว</translation>
    </message>
    <message numerus="yes">
        <source>PEAK refused %Ln products, the list says why</source>
        <translation>
            <numerusform>PEAK ไม่รับ %Ln รายการ ดูเหตุผลได้ในรายการ</numerusform>
        </translation>
    </message>
    <message>
        <source>This is a file of receipts, add it where your sales are</source>
        <translation>ไฟล์นี้เป็นใบเสร็จ ให้เพิ่มที่หน้าที่มาของยอดขาย</translation>
    </message>
    <message>
        <source>This list was read before, nothing is new</source>
        <translation>เคยอ่านไฟล์นี้แล้ว ไม่มีอะไรใหม่</translation>
    </message>
    <message numerus="yes">
        <source>%Ln products read from the list</source>
        <translation>
            <numerusform>อ่านได้ %Ln รายการจากไฟล์</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” not found</source>
        <translation>ไม่พบ “%1”</translation>
    </message>
    <message>
        <source>Try a part of the code or name, or the other tab</source>
        <translation>ลองพิมพ์แค่บางส่วนของรหัสหรือชื่อ หรือดูอีกแท็บ</translation>
    </message>
    <message>
        <source>They come with the first receipts, or drop a product list file here</source>
        <translation>สินค้าจะมากับใบเสร็จแรก หรือวางไฟล์รายการสินค้าที่นี่</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>ยังไม่มีสินค้า</translation>
    </message>
    <message>
        <source>Every product of your sales has its number in PEAK</source>
        <translation>สินค้าทุกรายการในยอดขายมีเลขที่ตรงกันใน PEAK</translation>
    </message>
    <message>
        <source>All products are connected</source>
        <translation>เชื่อมต่อครบทุกรายการแล้ว</translation>
    </message>
    <message>
        <source>Press “Match products automatically” above</source>
        <translation>กด “จับคู่สินค้าอัตโนมัติ” ด้านบน</translation>
    </message>
    <message>
        <source>Nothing is connected yet</source>
        <translation>ยังไม่มีสินค้าที่เชื่อมต่อ</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>กำลังอ่านไฟล์</translation>
    </message>
</context>
<context>
    <name>ProductsModel</name>
    <message>
        <source>xCommerce code</source>
        <translation>รหัสสินค้า xCommerce</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>ชื่อสินค้า</translation>
    </message>
    <message>
        <source>PEAK product number</source>
        <translation>เลขที่สินค้าใน PEAK</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>ใบเสร็จที่รอ</translation>
    </message>
    <message>
        <source>Create in PEAK</source>
        <translation>สร้างใน PEAK</translation>
    </message>
    <message>
        <source>How to fix</source>
        <translation>ดูวิธีแก้</translation>
    </message>
</context>
<context>
    <name>ProductsPage</name>
    <message>
        <source>Match products</source>
        <translation>จับคู่สินค้า</translation>
    </message>
    <message>
        <source>The xCommerce product code must equal the PEAK product number, letter by letter</source>
        <translation>“รหัสสินค้า” ใน xCommerce ต้องตรงกับ “เลขที่สินค้า” ใน PEAK ทุกตัวอักษร</translation>
    </message>
    <message>
        <source>Creating in PEAK</source>
        <translation>กำลังสร้างใน PEAK</translation>
    </message>
</context>
<context>
    <name>ProductsPlace</name>
    <message>
        <source>Products</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>The xCommerce product code must equal the PEAK product number, letter by letter</source>
        <translation>“รหัสสินค้า” ใน xCommerce ต้องตรงกับ “เลขที่สินค้า” ใน PEAK ทุกตัวอักษร</translation>
    </message>
</context>
<context>
    <name>ProductsServices</name>
    <message>
        <source>Open the services page</source>
        <translation>เปิดหน้าบริการ</translation>
    </message>
    <message>
        <source>Shipping and COD fees are booked through these two services of PEAK</source>
        <translation>ค่าส่งและค่าเก็บเงินปลายทางลงบัญชีผ่านบริการ 2 รายการนี้ของ PEAK</translation>
    </message>
</context>
<context>
    <name>ProductsStatus</name>
    <message>
        <source>PEAK&apos;s products have not been read yet</source>
        <translation>ยังไม่ได้ดึงสินค้าจาก PEAK</translation>
    </message>
    <message>
        <source>Match products automatically</source>
        <translation>จับคู่สินค้าอัตโนมัติ</translation>
    </message>
    <message>
        <source>Create what PEAK lacks</source>
        <translation>สร้างสินค้าที่ PEAK ยังไม่มี</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>กลับ</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>หยุด</translation>
    </message>
    <message>
        <source>Looking at your products</source>
        <translation>กำลังดูสินค้าของคุณ</translation>
    </message>
    <message numerus="yes">
        <source>Matched %Ln</source>
        <translation>
            <numerusform>เชื่อมสำเร็จ %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not matched %Ln</source>
        <translation>
            <numerusform>ยังไม่เชื่อม %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln…</source>
        <translation>
            <numerusform>สร้าง %Ln รายการ…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln in PEAK…</source>
        <translation>
            <numerusform>สร้าง %Ln รายการใน PEAK…</numerusform>
        </translation>
    </message>
    <message>
        <source>One click reads them and matches them by their codes</source>
        <translation>กดครั้งเดียว โปรแกรมจะดึงสินค้าและจับคู่ตามรหัสให้</translation>
    </message>
    <message>
        <source>Read from PEAK before</source>
        <translation>ดึงสินค้าจาก PEAK แล้ว</translation>
    </message>
    <message>
        <source>Read from PEAK at %1</source>
        <translation>ดึงสินค้าจาก PEAK เมื่อ %1</translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln products in PEAK with their xCommerce codes and names?</source>
        <translation>
            <numerusform>สร้างสินค้า %Ln รายการใน PEAK ด้วยรหัสและชื่อจาก xCommerce ไหม</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln in PEAK</source>
        <translation>
            <numerusform>สร้าง %Ln รายการใน PEAK</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping, what was created is kept</source>
        <translation>กำลังหยุด ที่สร้างแล้วไม่หาย</translation>
    </message>
</context>
<context>
    <name>ProductsTable</name>
    <message>
        <source>Products</source>
        <translation>สินค้า</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Stop</source>
        <translation>หยุด</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>หยุด (Esc)</translation>
    </message>
    <message>
        <source>Progress of this run</source>
        <translation>ความคืบหน้าของรอบนี้</translation>
    </message>
    <message>
        <source>You can stop at any time. What is sent is never sent a second time</source>
        <translation>หยุดได้ทุกเมื่อ ใบที่ส่งแล้วไม่ถูกส่งซ้ำ</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>กำลังหยุด</translation>
    </message>
    <message>
        <source>Waiting for PEAK&apos;s answer to what has left already. Nothing is lost</source>
        <translation>รอคำตอบจาก PEAK ของใบที่ส่งออกไปแล้ว ไม่มีใบไหนหาย</translation>
    </message>
    <message numerus="yes">
        <source>Sending: %Ln of %1 sent</source>
        <translation>
            <numerusform>กำลังส่ง ส่งแล้ว %Ln จาก %1 ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation>เหลือไม่ถึง 1 นาที</translation>
    </message>
    <message numerus="yes">
        <source>About %Ln minutes left</source>
        <translation>
            <numerusform>เหลือราว %Ln นาที</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>กลับ</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Home</source>
        <translation>หน้าแรก</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>ใบเสร็จ</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>ช่องทางรับเงิน</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ตั้งค่า</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ช่วยเหลือ</translation>
    </message>
</context>
<context>
    <name>ReceiptPane</name>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>ปิด (Esc)</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>คัดลอกเลขที่</translation>
    </message>
    <message>
        <source>Open in PEAK</source>
        <translation>เปิดใน PEAK</translation>
    </message>
    <message>
        <source>About this receipt</source>
        <translation>รายละเอียดใบเสร็จ</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>ไม่มีเลขที่</translation>
    </message>
    <message>
        <source>Not sure whether PEAK got it. PEAK is asked first, it is never simply sent again</source>
        <translation>ไม่แน่ใจว่า PEAK ได้รับหรือยัง โปรแกรมจะถามก่อน ไม่ส่งซ้ำ</translation>
    </message>
    <message>
        <source>Exactly what was sent to PEAK</source>
        <translation>เอกสารที่ส่งไป PEAK</translation>
    </message>
    <message>
        <source>What was kept of it cannot be read any more. PEAK&apos;s own copy counts</source>
        <translation>อ่านข้อมูลที่เก็บไว้ของใบนี้ไม่ได้แล้ว ให้ยึดใบใน PEAK</translation>
    </message>
    <message>
        <source>What will go to PEAK</source>
        <translation>เอกสารที่จะส่งไป PEAK</translation>
    </message>
    <message>
        <source>The receipt in xCommerce</source>
        <translation>ใบเสร็จใน xCommerce</translation>
    </message>
    <message>
        <source>The receipt as calculated</source>
        <translation>เอกสารที่คำนวณได้</translation>
    </message>
    <message>
        <source>PEAK&apos;s answer</source>
        <translation>PEAK ตอบว่า</translation>
    </message>
    <message>
        <source>For support</source>
        <translation>สำหรับผู้ดูแลโปรแกรม</translation>
    </message>
    <message>
        <source>Booked, and PEAK shows the same total</source>
        <translation>บันทึกแล้ว ยอดใน PEAK ตรงกัน</translation>
    </message>
    <message>
        <source>PEAK has it, found by its number</source>
        <translation>PEAK มีใบนี้แล้ว พบด้วยเลขที่</translation>
    </message>
    <message>
        <source>PEAK refused it, it is not in PEAK</source>
        <translation>PEAK ไม่รับ ใบนี้ไม่อยู่ใน PEAK</translation>
    </message>
    <message>
        <source>It did not leave this computer</source>
        <translation>ยังไม่ได้ออกจากเครื่องนี้</translation>
    </message>
    <message>
        <source>PEAK surely does not have it</source>
        <translation>PEAK ไม่มีใบนี้แน่นอน</translation>
    </message>
    <message>
        <source>PEAK has another receipt of this number</source>
        <translation>PEAK มีใบอื่นที่ใช้เลขที่นี้</translation>
    </message>
    <message>
        <source>It was voided in PEAK</source>
        <translation>ถูกยกเลิกใน PEAK แล้ว</translation>
    </message>
    <message>
        <source>No clear answer yet</source>
        <translation>ยังไม่ได้คำตอบที่แน่นอน</translation>
    </message>
    <message>
        <source>History</source>
        <translation>ประวัติ</translation>
    </message>
</context>
<context>
    <name>ReceiptStory</name>
    <message>
        <source>Read from xCommerce</source>
        <translation>อ่านมาจาก xCommerce</translation>
    </message>
    <message>
        <source>xCommerce gave a newer version, read again</source>
        <translation>xCommerce ให้ข้อมูลใหม่ อ่านอีกครั้ง</translation>
    </message>
    <message>
        <source>It did not leave this computer, will be tried again</source>
        <translation>ยังไม่ได้ออกจากเครื่องนี้ จะลองใหม่</translation>
    </message>
    <message>
        <source>PEAK surely does not have it, will be sent again</source>
        <translation>PEAK ไม่มีใบนี้แน่นอน จะส่งใหม่</translation>
    </message>
    <message>
        <source>Checked, waiting to be sent</source>
        <translation>ตรวจแล้ว รอส่ง</translation>
    </message>
    <message>
        <source>On its way to PEAK</source>
        <translation>กำลังส่งไป PEAK</translation>
    </message>
    <message>
        <source>No clear answer from PEAK, it is asked before anything else</source>
        <translation>PEAK ยังไม่ตอบแน่ชัด โปรแกรมจะถามก่อนทำอย่างอื่น</translation>
    </message>
    <message>
        <source>Voided in PEAK by a person, not sent again</source>
        <translation>มีคนยกเลิกใน PEAK จะไม่ส่งอีก</translation>
    </message>
    <message>
        <source>PEAK refused it</source>
        <translation>PEAK ไม่รับ</translation>
    </message>
    <message>
        <source>It waits for you</source>
        <translation>รอคุณดู</translation>
    </message>
    <message>
        <source>Not to be sent</source>
        <translation>ไม่ต้องส่ง</translation>
    </message>
    <message>
        <source>PEAK has it, the total agrees</source>
        <translation>PEAK บันทึกแล้ว ยอดตรงกัน</translation>
    </message>
    <message>
        <source>Asked again, PEAK has it and the total agrees</source>
        <translation>ถามอีกครั้ง PEAK มีใบนี้แล้ว ยอดตรงกัน</translation>
    </message>
    <message>
        <source>PEAK had it already, taken over without sending</source>
        <translation>PEAK มีใบนี้อยู่แล้ว รับมาโดยไม่ส่งซ้ำ</translation>
    </message>
    <message>
        <source>You looked at it and left it as it is</source>
        <translation>คุณดูแล้วและเลือกคงไว้</translation>
    </message>
    <message>
        <source>Settled, it does not concern this receipt any more</source>
        <translation>เรื่องนี้จบแล้ว</translation>
    </message>
</context>
<context>
    <name>ReceiptsList</name>
    <message>
        <source>All</source>
        <translation>ทั้งหมด</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>ต้องให้คุณดู</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>รอส่ง</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>ส่งแล้ว</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>ไม่ส่ง</translation>
    </message>
    <message>
        <source>Which receipts</source>
        <translation>ใบเสร็จกลุ่มไหน</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>แสดงทั้งหมด</translation>
    </message>
    <message>
        <source>Only: %1</source>
        <translation>เฉพาะ: %1</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>ล้างคำค้น</translation>
    </message>
    <message>
        <source>Clear search and month</source>
        <translation>ล้างการค้นหา</translation>
    </message>
    <message>
        <source>Nothing of this month</source>
        <translation>เดือนนี้ยังไม่มี</translation>
    </message>
    <message>
        <source>Choose another month, or all months</source>
        <translation>เลือกเดือนอื่น หรือดูทุกเดือน</translation>
    </message>
    <message>
        <source>No receipt is waiting</source>
        <translation>ไม่มีใบที่รอส่ง</translation>
    </message>
    <message>
        <source>New receipts stand here until they are sent</source>
        <translation>ใบใหม่จะอยู่ที่นี่จนกว่าจะถูกส่ง</translation>
    </message>
    <message>
        <source>No sent receipts</source>
        <translation>ไม่มีใบที่ส่งแล้ว</translation>
    </message>
    <message>
        <source>What is in PEAK and right will stand here</source>
        <translation>ใบที่อยู่ใน PEAK และถูกต้องแล้วจะอยู่ที่นี่</translation>
    </message>
    <message>
        <source>No receipt is left out</source>
        <translation>ไม่มีใบที่ไม่ส่ง</translation>
    </message>
    <message>
        <source>What is not to be sent will stand here, with the reason</source>
        <translation>ใบที่ไม่ต้องส่งจะอยู่ที่นี่ พร้อมเหตุผล</translation>
    </message>
    <message>
        <source>Read the files now</source>
        <translation>อ่านไฟล์ตอนนี้</translation>
    </message>
    <message>
        <source>“%1” not found</source>
        <translation>ไม่พบ “%1”</translation>
    </message>
    <message>
        <source>Show all months</source>
        <translation>ดูทุกเดือน</translation>
    </message>
    <message>
        <source>Try the last digits of the number, the channel or the total alone</source>
        <translation>ลองพิมพ์แค่เลขท้ายของใบเสร็จ ช่องทาง หรือยอด</translation>
    </message>
    <message>
        <source>Try the last digits of the number, or another tab</source>
        <translation>ลองพิมพ์เลขท้ายของใบเสร็จ หรือดูแท็บอื่น</translation>
    </message>
    <message>
        <source>Try the last digits of the number, or another month</source>
        <translation>ลองพิมพ์เลขท้ายของใบเสร็จ หรือเปลี่ยนเดือน</translation>
    </message>
    <message>
        <source>Try the last digits of the number, another month or another tab</source>
        <translation>ลองพิมพ์เลขท้ายของใบเสร็จ เปลี่ยนเดือน หรือดูแท็บอื่น</translation>
    </message>
    <message>
        <source>Put receipt files from xCommerce into the folder, they are read here</source>
        <translation>วางไฟล์ใบเสร็จจาก xCommerce ไว้ในโฟลเดอร์ที่เลือก โปรแกรมจะอ่านและบอกว่าส่งได้กี่ใบ</translation>
    </message>
    <message>
        <source>No receipts yet</source>
        <translation>ยังไม่มีใบเสร็จ</translation>
    </message>
    <message>
        <source>What needs you will stand here, each with its button</source>
        <translation>ใบที่ต้องให้คุณดูจะอยู่ที่นี่ พร้อมปุ่มให้แก้</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>ไม่มีอะไรต้องให้คุณดู</translation>
    </message>
</context>
<context>
    <name>ReceiptsModel</name>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>เลขที่ใบเสร็จ</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>วันที่</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>ช่องทาง</translation>
    </message>
    <message>
        <source>Total, baht</source>
        <translation>ยอดรวม (บาท)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>เหตุผล</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>ไม่มีเลขที่</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>ไม่มีวันที่</translation>
    </message>
    <message>
        <source>Sent, changed</source>
        <translation>ส่งแล้ว ถูกแก้</translation>
    </message>
    <message>
        <source>Sent, cancelled</source>
        <translation>ส่งแล้ว ถูกยกเลิก</translation>
    </message>
    <message>
        <source>Sent, check it</source>
        <translation>ส่งแล้ว ต้องดู</translation>
    </message>
</context>
<context>
    <name>ReceiptsPlace</name>
    <message>
        <source>Search receipts</source>
        <translation>ค้นหาใบเสร็จ</translation>
    </message>
    <message>
        <source>Number, channel or total</source>
        <translation>ค้นหาเลขที่ ช่องทาง หรือยอด</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>เดือน</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>ใบเสร็จ</translation>
    </message>
    <message>
        <source>All months</source>
        <translation>ทุกเดือน</translation>
    </message>
</context>
<context>
    <name>ReceiptsTable</name>
    <message>
        <source>Receipts</source>
        <translation>ใบเสร็จ</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
</context>
<context>
    <name>ReportSaver</name>
    <message>
        <source>Save report</source>
        <translation>บันทึกรายงาน</translation>
    </message>
    <message>
        <source>Report (*.zip)</source>
        <translation>รายงาน (*.zip)</translation>
    </message>
</context>
<context>
    <name>RestoreQuestion</name>
    <message>
        <source>Restore a backup?</source>
        <translation>กู้คืนจากสำเนาไหม</translation>
    </message>
    <message>
        <source>The present records are set aside, not deleted. Nothing is sent before the backup has been compared with PEAK, so no receipt goes twice</source>
        <translation>ข้อมูลปัจจุบันจะถูกเก็บแยกไว้ ไม่ถูกลบ โปรแกรมจะเทียบสำเนากับ PEAK ก่อน แล้วจึงส่งต่อ ไม่มีใบไหนถูกส่งซ้ำ</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>กู้คืน</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Check before sending</source>
        <translation>ตรวจก่อนส่ง</translation>
    </message>
    <message>
        <source>What the next run does. Look at totals and examples</source>
        <translation>รอบถัดไปจะส่งอะไร ดูยอดและตัวอย่างได้ที่นี่</translation>
    </message>
    <message>
        <source>Nothing is sent yet. Look at totals and examples, then start</source>
        <translation>ยังไม่มีอะไรถูกส่ง ดูยอดและตัวอย่างให้แน่ใจ แล้วกดเริ่มส่ง</translation>
    </message>
    <message>
        <source>Nothing can be sent yet, fix what waits for you first</source>
        <translation>ยังไม่มีใบที่ส่งได้ แก้รายการที่รอคุณก่อน</translation>
    </message>
    <message>
        <source>No receipt so far. Once there is one, it is sent by itself</source>
        <translation>ยังไม่มีใบเสร็จ เมื่อมี โปรแกรมจะส่งให้เอง</translation>
    </message>
    <message>
        <source>The first one goes alone and is compared with PEAK, then the others follow</source>
        <translation>ใบแรกจะถูกส่งใบเดียวและเทียบกับ PEAK ก่อน ใบอื่นจึงตามไป</translation>
    </message>
    <message>
        <source>No receipt is to be sent now</source>
        <translation>ตอนนี้ยังไม่มีใบเสร็จที่จะส่ง</translation>
    </message>
    <message>
        <source>No receipt is to be sent now; later ones are sent by themselves</source>
        <translation>ตอนนี้ยังไม่มีใบเสร็จที่จะส่ง ใบต่อๆ ไปโปรแกรมจะส่งเอง</translation>
    </message>
    <message>
        <source>No receipt is to be sent yet; those from %1 on are sent by themselves</source>
        <translation>ตอนนี้ยังไม่มีใบเสร็จที่จะส่ง ใบตั้งแต่วันที่ %1 โปรแกรมจะส่งเอง</translation>
    </message>
    <message>
        <source>Start sending</source>
        <translation>เริ่มส่ง</translation>
    </message>
    <message>
        <source>All receipts</source>
        <translation>ใบเสร็จทั้งหมด</translation>
    </message>
    <message>
        <source>All receipts, sending from %1</source>
        <translation>ใบเสร็จทั้งหมด เริ่มส่งตั้งแต่ %1</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>VAT registered?</source>
        <translation>ร้านจด VAT แล้วหรือยัง</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>จดแล้ว</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>ยังไม่ได้จด</translation>
    </message>
    <message>
        <source>Receipts with VAT count as tax invoices</source>
        <translation>ใบเสร็จที่มี VAT นับเป็นใบกำกับภาษี</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>นับ</translation>
    </message>
    <message>
        <source>No</source>
        <translation>ไม่นับ</translation>
    </message>
    <message>
        <source>A VAT shop owes a tax invoice for every sale with VAT</source>
        <translation>ร้านที่จด VAT ต้องออกใบกำกับภาษีทุกการขายที่มี VAT</translation>
    </message>
    <message>
        <source>Send from</source>
        <translation>เริ่มส่งตั้งแต่วันที่</translation>
    </message>
    <message>
        <source>Months already filed (P.P.30)</source>
        <translation>เดือนที่ยื่น ภ.พ.30 แล้ว</translation>
    </message>
    <message>
        <source>Their receipts wait for you instead of being sent</source>
        <translation>ใบเสร็จของเดือนที่เลือกไว้จะรอให้คุณดู ไม่ถูกส่งเอง</translation>
    </message>
    <message>
        <source>You can also send at any time from Home</source>
        <translation>ส่งเองได้ทุกเมื่อจากหน้าแรก</translation>
    </message>
    <message>
        <source>For your own shop. The practice shop sends when you ask</source>
        <translation>สำหรับร้านจริง ร้านฝึกหัดส่งเมื่อคุณสั่ง</translation>
    </message>
    <message>
        <source>How often to send</source>
        <translation>ส่งบ่อยแค่ไหน</translation>
    </message>
    <message>
        <source>Shop rules</source>
        <translation>กติกาของร้าน</translation>
    </message>
    <message>
        <source>Ask your accountant if unsure. All can be changed later in Settings</source>
        <translation>ถามนักบัญชีของคุณได้ถ้าไม่แน่ใจ เปลี่ยนทีหลังได้ในหน้าตั้งค่า</translation>
    </message>
    <message>
        <source>Kept when you press Done. “Back” leaves all as it was</source>
        <translation>เก็บเมื่อกด “เสร็จแล้ว” ถ้ากด “ย้อนกลับ” ทุกอย่างจะเป็นเหมือนเดิม</translation>
    </message>
    <message>
        <source>Then your sales with VAT belong in the P.P.30 (VAT return)</source>
        <translation>ถ้าจดแล้ว ยอดขายที่มี VAT ต้องอยู่ใน ภ.พ.30</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts carry VAT, %1. They wait for you</source>
        <translation>
            <numerusform>มีใบเสร็จที่มี VAT %Ln ใบ %1 จะรอให้คุณดู</numerusform>
        </translation>
    </message>
    <message>
        <source>Then no document is a tax invoice</source>
        <translation>ถ้ายังไม่ได้จด เอกสารทุกใบจะไม่เป็นใบกำกับภาษี</translation>
    </message>
    <message>
        <source>No such receipt so far</source>
        <translation>ยังไม่มีใบเสร็จแบบนี้</translation>
    </message>
    <message numerus="yes">
        <source>This concerns %Ln receipts, %1</source>
        <translation>
            <numerusform>มีผลกับใบเสร็จ %Ln ใบ %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts, %1, may be missing from the VAT report. Ask your accountant first</source>
        <translation>
            <numerusform>%Ln ใบ %1 อาจไม่อยู่ในรายงานภาษีขาย ถามนักบัญชีก่อน</numerusform>
        </translation>
    </message>
    <message>
        <source>No receipt is dated before this day</source>
        <translation>ไม่มีใบเสร็จก่อนวันเริ่มส่ง</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts before this day, %1, are not sent</source>
        <translation>
            <numerusform>ใบเสร็จก่อนวันเริ่มส่ง %Ln ใบ %1 จะไม่ถูกส่ง</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is still to come: until then nothing is sent</source>
        <translation>ยังไม่ถึงวันที่ %1 ก่อนถึงวันนั้นจะไม่ส่งใบเสร็จ</translation>
    </message>
    <message>
        <source>%1 is marked as filed: its receipts wait. Ask your accountant first</source>
        <translation>วันเริ่มส่งอยู่ในเดือนที่ยื่นแล้ว (%1) ใบเสร็จจะรอ ถามนักบัญชีก่อน</translation>
    </message>
    <message>
        <source>P.P.30 of %1 has probably been filed. Ask your accountant first</source>
        <translation>ภ.พ.30 ของ %1 น่าจะยื่นไปแล้ว ถามนักบัญชีก่อน</translation>
    </message>
</context>
<context>
    <name>SalesFiles</name>
    <message>
        <source>Receipt folder</source>
        <translation>โฟลเดอร์ไฟล์ใบเสร็จ</translation>
    </message>
    <message>
        <source>Change folder…</source>
        <translation>เปลี่ยนโฟลเดอร์…</translation>
    </message>
    <message>
        <source>Reading the files. Nothing is kept yet</source>
        <translation>กำลังอ่านไฟล์ ยังไม่เก็บอะไร</translation>
    </message>
    <message>
        <source>Stopped. Choose the folder again when you are ready</source>
        <translation>หยุดแล้ว เลือกโฟลเดอร์อีกครั้งเมื่อพร้อม</translation>
    </message>
    <message>
        <source>Put new exports here any time. They are read automatically</source>
        <translation>วางไฟล์ใหม่ในโฟลเดอร์นี้ได้ทุกเมื่อ โปรแกรมจะอ่านเอง</translation>
    </message>
    <message>
        <source>Put new exports here any time. They are read when you send</source>
        <translation>วางไฟล์ใหม่ในโฟลเดอร์นี้ได้ทุกเมื่อ โปรแกรมจะอ่านเมื่อคุณสั่งส่ง</translation>
    </message>
    <message>
        <source>No receipts in this folder yet. Export them from xCommerce into it as Excel or .csv. You can go on, they are read once they are there</source>
        <translation>ยังไม่มีใบเสร็จในโฟลเดอร์นี้ ส่งออกจาก xCommerce เป็นไฟล์ Excel หรือ .csv มาไว้ที่นี่ ตอนนี้ไปต่อได้ พอมีไฟล์แล้วโปรแกรมจะอ่านให้</translation>
    </message>
    <message>
        <source>No receipt file in this folder, but there are some in “%1” inside it. Choose that one</source>
        <translation>โฟลเดอร์นี้ไม่มีไฟล์ใบเสร็จ แต่โฟลเดอร์ “%1” ข้างในมี เลือกโฟลเดอร์นั้นแทน</translation>
    </message>
    <message>
        <source>The files of this folder hold no receipts. Export the receipts from xCommerce into it</source>
        <translation>ไฟล์ในโฟลเดอร์นี้ไม่มีใบเสร็จ ส่งออกใบเสร็จจาก xCommerce มาไว้ที่นี่ก่อน</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln ไฟล์</numerusform>
        </translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ไฟล์</translation>
    </message>
    <message>
        <source>Receipts read</source>
        <translation>ใบเสร็จที่อ่านได้</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <translation>
            <numerusform>%Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>ช่วงวันที่</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>ยอดรวม</translation>
    </message>
    <message>
        <source>Payment channels</source>
        <translation>ช่องทางรับเงิน</translation>
    </message>
    <message numerus="yes">
        <source>%Ln channels</source>
        <translation>
            <numerusform>%Ln ช่องทาง</numerusform>
        </translation>
    </message>
    <message>
        <source>This folder holds %1 files, and the newest %2 were looked at. All are read when you go on. A folder for xCommerce&apos;s exports alone is read faster</source>
        <translation>โฟลเดอร์นี้มี %1 ไฟล์ ดูเฉพาะ %2 ไฟล์ล่าสุดก่อน เมื่อไปต่อจะอ่านครบทุกไฟล์ ถ้าแยกโฟลเดอร์ไว้เฉพาะไฟล์จาก xCommerce จะอ่านได้เร็วขึ้น</translation>
    </message>
    <message>
        <source>Folder of xCommerce&apos;s receipt files</source>
        <translation>โฟลเดอร์ไฟล์ใบเสร็จจาก xCommerce</translation>
    </message>
</context>
<context>
    <name>SalesLive</name>
    <message>
        <source>Address of the live link</source>
        <translation>ที่อยู่ของลิงค์ข้อมูลสด</translation>
    </message>
    <message>
        <source>Key of the live link</source>
        <translation>กุญแจของลิงค์ข้อมูลสด</translation>
    </message>
    <message>
        <source>Try the link</source>
        <translation>ลองลิงค์</translation>
    </message>
    <message>
        <source>Live link</source>
        <translation>ลิงค์ข้อมูลสด</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>เก็บไว้ในเครื่องนี้แล้ว</translation>
    </message>
    <message>
        <source>“%1” is not a web address; it begins with https://</source>
        <translation>“%1” ไม่ใช่ที่อยู่เว็บ ที่อยู่เว็บขึ้นต้นด้วย https://</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>บันทึกไว้แล้ว</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <translation>
            <numerusform>%Ln ใบ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln receipts</source>
        <translation>
            <numerusform>มากกว่า %Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Receipts there now</source>
        <translation>ใบเสร็จที่มีตอนนี้</translation>
    </message>
    <message>
        <source>Payment channels</source>
        <translation>ช่องทางรับเงิน</translation>
    </message>
</context>
<context>
    <name>SalesPage</name>
    <message>
        <source>Files exported from xCommerce</source>
        <translation>ไฟล์ที่ส่งออกจาก xCommerce</translation>
    </message>
    <message>
        <source>Choose the folder once. New files you put there are read within %1 minutes</source>
        <translation>เลือกโฟลเดอร์ไว้ครั้งเดียว เมื่อวางไฟล์ใหม่เพิ่ม โปรแกรมจะอ่านให้เองภายใน %1 นาที</translation>
    </message>
    <message>
        <source>Choose the folder once. New files you put there are read when you send</source>
        <translation>เลือกโฟลเดอร์ไว้ครั้งเดียว ไฟล์ใหม่ที่วางไว้ โปรแกรมจะอ่านเมื่อคุณสั่งส่ง</translation>
    </message>
    <message>
        <source>Live link</source>
        <translation>ลิงค์ข้อมูลสด</translation>
    </message>
    <message>
        <source>If xCommerce gave your shop a live link. No more exporting by hand</source>
        <translation>ใช้ได้เมื่อ xCommerce ให้ลิงค์กับร้านของคุณ ไม่ต้องส่งออกไฟล์เองอีก</translation>
    </message>
    <message>
        <source>Where are your sales?</source>
        <translation>ยอดขายอยู่ที่ไหน</translation>
    </message>
    <message>
        <source>The program only reads, it changes nothing in xCommerce</source>
        <translation>โปรแกรมอ่านอย่างเดียว ไม่แก้อะไรใน xCommerce</translation>
    </message>
    <message>
        <source>Try the live link first</source>
        <translation>ลองลิงค์ข้อมูลสดก่อน จึงจะไปต่อได้</translation>
    </message>
    <message>
        <source>Choose the folder of receipt files first</source>
        <translation>เลือกโฟลเดอร์ไฟล์ใบเสร็จก่อน จึงจะไปต่อได้</translation>
    </message>
    <message>
        <source>There are no receipts in this folder yet</source>
        <translation>ยังไม่มีใบเสร็จในโฟลเดอร์นี้</translation>
    </message>
    <message>
        <source>xCommerce is slow to answer. Still waiting</source>
        <translation>xCommerce ตอบช้า ยังรออยู่</translation>
    </message>
    <message>
        <source>Many files to read. Still at it</source>
        <translation>ไฟล์มีหลายไฟล์ กำลังอ่านอยู่</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>ล้างการค้นหา</translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <source>Paste</source>
        <translation>วาง</translation>
    </message>
</context>
<context>
    <name>ServiceRow</name>
    <message>
        <source>Create in PEAK</source>
        <translation>สร้างให้ใน PEAK</translation>
    </message>
    <message>
        <source>Which “%1” to use</source>
        <translation>เลือก “%1” ที่จะใช้</translation>
    </message>
    <message>
        <source>Asking PEAK</source>
        <translation>กำลังถาม PEAK</translation>
    </message>
    <message>
        <source>Not known yet, PEAK could not be asked</source>
        <translation>ยังไม่รู้ เพราะถาม PEAK ไม่ได้</translation>
    </message>
    <message>
        <source>Not in PEAK</source>
        <translation>ไม่พบใน PEAK</translation>
    </message>
    <message>
        <source>Found, product no. %1, type service%2</source>
        <translation>พบแล้ว เลขที่สินค้า %1 ประเภทบริการ%2</translation>
    </message>
    <message>
        <source>, VAT 7%</source>
        <translation> VAT 7%</translation>
    </message>
    <message>
        <source>, VAT 0%</source>
        <translation> VAT 0%</translation>
    </message>
    <message>
        <source>, no VAT</source>
        <translation> ไม่มี VAT</translation>
    </message>
    <message>
        <source>PEAK has this name more than once. %1 is used, you can choose another</source>
        <translation>PEAK มีชื่อนี้มากกว่า 1 รายการ ใช้ %1 อยู่ เลือกตัวอื่นได้</translation>
    </message>
    <message>
        <source>Its VAT differs from the shop&apos;s goods. Correct it in PEAK before the first send</source>
        <translation>บริการนี้ตั้ง VAT ไว้ไม่ตรงกับสินค้าของร้าน แก้ใน PEAK ก่อนส่งใบแรก</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>Open PEAK</source>
        <translation>เปิด PEAK</translation>
    </message>
    <message>
        <source>Two services in PEAK</source>
        <translation>บริการ 2 รายการใน PEAK</translation>
    </message>
    <message>
        <source>Shipping and COD fees are booked through these two. Both are needed first</source>
        <translation>ค่าส่งและค่าเก็บเงินปลายทางจะลงบัญชีผ่านบริการ 2 รายการนี้ ต้องมีครบก่อน ใบเสร็จจึงจะส่งได้ครบ</translation>
    </message>
    <message>
        <source>Open the menu [Products] and choose [Add product/service]</source>
        <translation>ไปที่เมนู [สินค้า] เลือก [เพิ่มสินค้า/บริการ]</translation>
    </message>
    <message>
        <source>Add “%1”, choose the type [Service] and press [Save]</source>
        <translation>เพิ่มคำว่า “%1” เลือกประเภท [บริการ] แล้วกด [บันทึก]</translation>
    </message>
    <message>
        <source>PEAK could not be asked. Check again</source>
        <translation>ยังถาม PEAK ไม่ได้ กดตรวจอีกครั้ง</translation>
    </message>
    <message>
        <source>Say first whether the shop is registered for VAT</source>
        <translation>ตอบก่อนว่าร้านจด VAT แล้วหรือยัง</translation>
    </message>
    <message>
        <source>Both services are missing</source>
        <translation>ยังขาดบริการทั้ง 2 รายการ</translation>
    </message>
    <message>
        <source>The service “%1” is missing</source>
        <translation>ยังขาดบริการ “%1”</translation>
    </message>
    <message>
        <source>Or add them yourself in PEAK</source>
        <translation>หรือเพิ่มเองใน PEAK</translation>
    </message>
    <message>
        <source>Or add it yourself in PEAK</source>
        <translation>หรือเพิ่มเองใน PEAK</translation>
    </message>
    <message>
        <source>Changed something in PEAK?</source>
        <translation>แก้ใน PEAK แล้วหรือยัง</translation>
    </message>
</context>
<context>
    <name>SettingsPlace</name>
    <message>
        <source>How often to send</source>
        <translation>ส่งบ่อยแค่ไหน</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ตั้งค่า</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>การทำงาน</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>การเชื่อมต่อและกติกา</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>หน้าตา</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>การดูแล</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>PEAK is slow today. Still waiting</source>
        <translation>วันนี้ PEAK ตอบช้า ยังรออยู่</translation>
    </message>
</context>
<context>
    <name>SetupView</name>
    <message>
        <source>Done</source>
        <translation>เสร็จแล้ว</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>ถัดไป</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>ยินดีต้อนรับ</translation>
    </message>
    <message>
        <source>All eight steps are done</source>
        <translation>ครบทั้ง 8 ขั้นแล้ว</translation>
    </message>
    <message>
        <source>Extra step, not in the guide</source>
        <translation>ขั้นเพิ่มเติม ไม่มีในคู่มือ xCommerce</translation>
    </message>
    <message>
        <source>xCommerce guide, step %1</source>
        <translation>คู่มือ xCommerce ข้อ %1</translation>
    </message>
    <message>
        <source>xCommerce guide, steps %1</source>
        <translation>คู่มือ xCommerce ข้อ %1</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>เริ่มต้น</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Two services</source>
        <translation>บริการ 2 รายการ</translation>
    </message>
    <message>
        <source>Where sales are</source>
        <translation>ที่มาของยอดขาย</translation>
    </message>
    <message>
        <source>Payment channels</source>
        <translation>ช่องทางรับเงิน</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>สินค้า</translation>
    </message>
    <message>
        <source>Shop rules</source>
        <translation>กติกาของร้าน</translation>
    </message>
    <message>
        <source>Check before sending</source>
        <translation>ตรวจก่อนส่ง</translation>
    </message>
    <message>
        <source>Guide, step %1</source>
        <translation>คู่มือข้อ %1</translation>
    </message>
    <message>
        <source>Guide, steps %1</source>
        <translation>คู่มือข้อ %1</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 และ %2</translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>Document %1</source>
        <translation>เอกสาร %1</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>ใบเสร็จรับเงิน</translation>
    </message>
    <message>
        <source>Receipt / abbreviated tax invoice</source>
        <translation>ใบเสร็จ / ใบกำกับภาษีอย่างย่อ</translation>
    </message>
    <message>
        <source>Receipt / tax invoice</source>
        <translation>ใบเสร็จ / ใบกำกับภาษี</translation>
    </message>
    <message>
        <source>Tax number %1, head office</source>
        <translation>เลขผู้เสียภาษี %1 สำนักงานใหญ่</translation>
    </message>
    <message>
        <source>Tax number %1, branch %2</source>
        <translation>เลขผู้เสียภาษี %1 สาขา %2</translation>
    </message>
    <message>
        <source>Tax number %1</source>
        <translation>เลขผู้เสียภาษี %1</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>ส่วนลด</translation>
    </message>
    <message>
        <source>Without VAT</source>
        <translation>ไม่มี VAT</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>ยอดรวม</translation>
    </message>
    <message>
        <source>VAT %1%, added to the prices</source>
        <translation>VAT %1% เพิ่มจากราคา</translation>
    </message>
    <message>
        <source>VAT %1%, in the prices</source>
        <translation>VAT %1% รวมในราคาแล้ว</translation>
    </message>
    <message>
        <source>Amount before VAT</source>
        <translation>มูลค่าก่อน VAT</translation>
    </message>
    <message>
        <source>Paid into</source>
        <translation>รับเงินเข้า</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>วันที่รับเงิน</translation>
    </message>
    <message>
        <source>Income (PEAK chooses the account)</source>
        <translation>รายได้ (PEAK เลือกบัญชีให้)</translation>
    </message>
    <message>
        <source>Booked to</source>
        <translation>ลงบัญชี</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>เลขที่คำสั่งซื้อ</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>ป้ายกำกับ</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>หมายเหตุ</translation>
    </message>
</context>
<context>
    <name>SourceLines</name>
    <message>
        <source>Date as written</source>
        <translation>วันที่ตามไฟล์</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ประเภทเอกสาร</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>VAT mode</source>
        <translation>ประเภทภาษี</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>ส่วนลด</translation>
    </message>
    <message>
        <source>Shipping and COD fee</source>
        <translation>ค่าขนส่งและค่าบริการ COD</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>ยอดรวม</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>Click to look</source>
        <translation>กดเพื่อดู</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait. Click to look</source>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบรออยู่ กดเพื่อดู</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartRow</name>
    <message>
        <source>Start with the computer</source>
        <translation>เปิดพร้อมเครื่อง</translation>
    </message>
    <message>
        <source>It works quietly in the system tray (by the clock)</source>
        <translation>ทำงานเงียบๆ ข้างนาฬิกา</translation>
    </message>
    <message>
        <source>On</source>
        <translation>เปิด</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>ปิด</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>No receipts yet</source>
        <translation>ยังไม่มีใบเสร็จ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait, none is lost</source>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบรออยู่ ไม่หาย</numerusform>
        </translation>
    </message>
    <message>
        <source>Press Send now again after that</source>
        <translation>กดส่งตอนนี้อีกครั้งเมื่อครบเวลา</translation>
    </message>
    <message>
        <source>Press Send now to go on</source>
        <translation>กดส่งตอนนี้เพื่อส่งต่อ</translation>
    </message>
    <message>
        <source>Press Send now. The program reads your sales, checks them and sends them</source>
        <translation>กดส่งตอนนี้ โปรแกรมจะอ่านยอดขาย ตรวจ แล้วส่งให้</translation>
    </message>
    <message>
        <source>Put receipt files from xCommerce into the folder you chose. The program reads them by itself</source>
        <translation>วางไฟล์ใบเสร็จจาก xCommerce ไว้ในโฟลเดอร์ที่เลือก โปรแกรมจะอ่านและบอกว่าส่งได้กี่ใบ</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>เปิดโฟลเดอร์</translation>
    </message>
    <message>
        <source>%1 in total. Press Send now to send them</source>
        <translation>รวม %1 กดส่งตอนนี้เพื่อส่งเข้า PEAK</translation>
    </message>
    <message>
        <source>%1 in total. Press Send now, or leave it to the next run</source>
        <translation>รวม %1 กดส่งตอนนี้ หรือปล่อยให้ส่งเองในรอบถัดไป</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts are waiting</source>
        <translation>
            <numerusform>มีใบเสร็จรอส่ง %Ln ใบ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln receipts to be sent are in PEAK</source>
        <translation>
            <numerusform>ใบเสร็จที่ต้องส่ง %Ln ใบ อยู่ใน PEAK ครบทุกใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent to PEAK</source>
        <translation>ส่งเข้า PEAK แล้ว</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln receipts due this month are in PEAK</source>
        <translation>
            <numerusform>ใบเสร็จเดือนนี้ที่ต้องส่ง %Ln ใบ อยู่ใน PEAK ครบทุกใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent to PEAK this month</source>
        <translation>เดือนนี้ส่งเข้า PEAK แล้ว</translation>
    </message>
    <message>
        <source>All is well, nothing to do</source>
        <translation>เรียบร้อยดี ไม่มีอะไรต้องทำ</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>done, press to go back to it</source>
        <translation>ทำแล้ว กดเพื่อกลับไปดู</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>อยู่ที่ขั้นนี้</translation>
    </message>
</context>
<context>
    <name>SumsPanel</name>
    <message>
        <source>Channel</source>
        <translation>ช่องทาง</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>ใบ</translation>
    </message>
    <message>
        <source>Baht</source>
        <translation>บาท</translation>
    </message>
    <message>
        <source>Will go to PEAK</source>
        <translation>จะส่งเข้า PEAK</translation>
    </message>
    <message>
        <source>At PEAK already</source>
        <translation>อยู่ที่ PEAK แล้ว</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>ต้องให้คุณดู</translation>
    </message>
    <message>
        <source>All in xCommerce</source>
        <translation>ทั้งหมดใน xCommerce</translation>
    </message>
    <message numerus="yes">
        <source>Not sent (%Ln channels are off)</source>
        <translation>
            <numerusform>ไม่ส่ง (ปิดไว้ %Ln ช่องทาง)</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent (%1 is off)</source>
        <translation>ไม่ส่ง (%1 ปิดไว้)</translation>
    </message>
    <message>
        <source>Not sent (before the first day)</source>
        <translation>ไม่ส่ง (ก่อนวันเริ่มส่ง)</translation>
    </message>
    <message>
        <source>Not sent (cancelled)</source>
        <translation>ไม่ส่ง (ลูกค้ายกเลิก)</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>ไม่ส่ง</translation>
    </message>
</context>
<context>
    <name>TokenField</name>
    <message>
        <source>Paste</source>
        <translation>วาง</translation>
    </message>
    <message>
        <source>Paste link or token here</source>
        <translation>วางลิงค์หรือ Token ที่นี่</translation>
    </message>
    <message>
        <source>The field turns green when connected. This token opens no real books</source>
        <translation>ช่องจะเป็นสีเขียวเมื่อเชื่อมต่อสำเร็จ Token นี้ไม่เกี่ยวกับบัญชีจริง</translation>
    </message>
    <message>
        <source>The field turns green when connected. The token stays in this computer&apos;s password store only</source>
        <translation>ช่องจะเป็นสีเขียวเมื่อเชื่อมต่อสำเร็จ Token อยู่ในที่เก็บรหัสผ่านของเครื่องนี้เท่านั้น</translation>
    </message>
</context>
<context>
    <name>TokenPage</name>
    <message>
        <source>Connect</source>
        <translation>เชื่อมต่อ</translation>
    </message>
    <message>
        <source>Connect to PEAK</source>
        <translation>เชื่อมต่อกับ PEAK</translation>
    </message>
    <message>
        <source>The token is the key that lets this program send receipts. This one is made up</source>
        <translation>Token คือกุญแจที่ให้โปรแกรมส่งใบเสร็จได้ ของร้านฝึกหัดเป็น Token สมมติ</translation>
    </message>
    <message>
        <source>The token is the key that lets this program send receipts to your books. Get it in 3 steps</source>
        <translation>Token คือกุญแจที่ให้โปรแกรมนี้ส่งใบเสร็จเข้าบัญชีร้านของคุณ ขอได้จาก PEAK ใน 3 ขั้น</translation>
    </message>
    <message>
        <source>The token lasts until you quit</source>
        <translation>ใช้ Token นี้ได้จนกว่าจะปิดโปรแกรม</translation>
    </message>
    <message>
        <source>Not connected to PEAK yet</source>
        <translation>ยังไม่ได้เชื่อมต่อกับ PEAK</translation>
    </message>
    <message>
        <source>Fill in both keys and connect first</source>
        <translation>ใส่กุญแจทั้งสองช่องแล้วกดเชื่อมต่อก่อน</translation>
    </message>
    <message>
        <source>Fill in both keys, paste the link and connect</source>
        <translation>ใส่กุญแจทั้งสองช่อง วางลิงค์ แล้วกดเชื่อมต่อก่อน</translation>
    </message>
    <message>
        <source>Paste the link and connect first</source>
        <translation>วางลิงค์แล้วกดเชื่อมต่อก่อน จึงจะไปต่อได้</translation>
    </message>
    <message>
        <source>Press Connect first</source>
        <translation>กดเชื่อมต่อก่อน</translation>
    </message>
    <message>
        <source>Paste the link from PEAK here first</source>
        <translation>วางลิงค์จาก PEAK ลงในช่องนี้ก่อน</translation>
    </message>
    <message>
        <source>Too short for a token. Perhaps not all of it was copied. Copy the link again (1.3)</source>
        <translation>สั้นเกินกว่าจะเป็น Token อาจคัดลอกมาไม่ครบ กลับไปกด “คัดลอกลิงค์” ตามข้อ 1.3 แล้ววางใหม่</translation>
    </message>
    <message>
        <source>No token in this link. Copy the link again (1.3)</source>
        <translation>ลิงค์นี้ไม่มี Token กลับไปกด “คัดลอกลิงค์” ตามข้อ 1.3 แล้ววางใหม่</translation>
    </message>
    <message>
        <source>No token in this link, it looks like PEAK&apos;s home page. Copy the link again (1.3)</source>
        <translation>ลิงค์นี้ไม่มี Token น่าจะเป็นลิงค์หน้าแรกของ PEAK กลับไปกด “คัดลอกลิงค์” ตามข้อ 1.3 แล้ววางใหม่</translation>
    </message>
    <message>
        <source>This is neither a link nor a token. Press “Copy link” in PEAK (1.3) and paste</source>
        <translation>นี่ไม่ใช่ลิงค์หรือ Token กด “คัดลอกลิงค์” ใน PEAK ตามข้อ 1.3 แล้ววางใหม่</translation>
    </message>
    <message>
        <source>Asking PEAK whose token this is</source>
        <translation>กำลังถาม PEAK ว่า Token นี้เป็นของกิจการใด</translation>
    </message>
    <message>
        <source>Stopped. Press Check again when you are ready</source>
        <translation>หยุดแล้ว กดตรวจอีกครั้งเมื่อพร้อม</translation>
    </message>
    <message>
        <source>The token is in place</source>
        <translation>ใส่ Token แล้ว</translation>
    </message>
    <message>
        <source>The token is in place, not checked with PEAK yet</source>
        <translation>ใส่ Token แล้ว ยังไม่ได้ตรวจกับ PEAK</translation>
    </message>
    <message>
        <source>Paste a new link or token into the red field</source>
        <translation>วางลิงค์หรือ Token ใหม่ลงในช่องสีแดง</translation>
    </message>
    <message>
        <source>Paste the link or token into the red field, then press Connect</source>
        <translation>วางลิงค์หรือ Token ลงในช่องสีแดง แล้วกดเชื่อมต่อ</translation>
    </message>
    <message>
        <source>PEAK refuses this token. Get a new one (1.1)</source>
        <translation>PEAK ไม่รับ Token นี้ ขอใหม่ตามข้อ 1.1</translation>
    </message>
    <message>
        <source>PEAK accepts this token. It is kept until you quit the program</source>
        <translation>PEAK รับ Token นี้แล้ว เก็บไว้จนกว่าคุณจะปิดโปรแกรม</translation>
    </message>
    <message>
        <source>The practice PEAK accepts this token</source>
        <translation>PEAK ฝึกหัดรับ Token นี้แล้ว</translation>
    </message>
    <message>
        <source>PEAK accepts this token. It is kept in this computer&apos;s password store</source>
        <translation>PEAK รับ Token นี้แล้ว เก็บไว้ในที่เก็บรหัสผ่านของเครื่องนี้</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Send now</source>
        <translation>ส่งตอนนี้</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>หยุด</translation>
    </message>
    <message>
        <source>Pause for 1 hour</source>
        <translation>พัก 1 ชั่วโมง</translation>
    </message>
    <message>
        <source>Pause until I resume</source>
        <translation>พักจนกว่าจะกดทำต่อ</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>ทำต่อ</translation>
    </message>
    <message>
        <source>Open XPEAK</source>
        <translation>เปิด XPEAK</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ตั้งค่า</translation>
    </message>
    <message>
        <source>Quit XPEAK</source>
        <translation>ออกจากโปรแกรม</translation>
    </message>
    <message>
        <source>The set-up is not finished</source>
        <translation>ยังตั้งค่าไม่เสร็จ</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>เรียบร้อยดี</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln รายการต้องให้คุณดู</numerusform>
        </translation>
    </message>
    <message>
        <source>Sending has stopped. Open to see why</source>
        <translation>ยังส่งไม่ได้ เปิดดูสาเหตุ</translation>
    </message>
    <message>
        <source>Nothing has been sent yet</source>
        <translation>ยังไม่เคยส่ง</translation>
    </message>
    <message>
        <source>Last sent %1</source>
        <translation>ส่งล่าสุด %1</translation>
    </message>
    <message>
        <source>XPEAK: %1</source>
        <translation>XPEAK %1</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>กำลังทำงาน</translation>
    </message>
    <message numerus="yes">
        <source>Sending: %Ln of %1 sent</source>
        <translation>
            <numerusform>กำลังส่ง ส่งแล้ว %Ln จาก %1 ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused until you resume</source>
        <translation>พักอยู่จนกว่าจะกดทำต่อ</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>พักอยู่ถึง %1</translation>
    </message>
    <message>
        <source>PEAK cannot be reached right now</source>
        <translation>ตอนนี้ติดต่อ PEAK ไม่ได้</translation>
    </message>
    <message numerus="yes">
        <source>PEAK cannot be reached right now, %Ln receipts wait</source>
        <translation>
            <numerusform>ตอนนี้ติดต่อ PEAK ไม่ได้ ใบเสร็จ %Ln ใบรออยู่</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TroubleNote</name>
    <message>
        <source>PEAK cannot be reached</source>
        <translation>ติดต่อ PEAK ไม่ได้</translation>
    </message>
    <message>
        <source>xCommerce cannot be reached</source>
        <translation>ติดต่อ xCommerce ไม่ได้</translation>
    </message>
    <message>
        <source>Check the internet connection, then press “%1”</source>
        <translation>ตรวจอินเทอร์เน็ต แล้วกด “%1”</translation>
    </message>
    <message>
        <source>Check the internet connection and the address, then press “%1”</source>
        <translation>ตรวจอินเทอร์เน็ตและที่อยู่ของลิงค์ แล้วกด “%1”</translation>
    </message>
    <message>
        <source>Open a web page to see whether the network wants a log-in, then press “%1”</source>
        <translation>เปิดเว็บสักหน้าดูว่าเน็ตต้องเข้าสู่ระบบหรือไม่ แล้วกด “%1”</translation>
    </message>
    <message>
        <source>Wait a few minutes, then press “%1”</source>
        <translation>รอสองสามนาที แล้วกด “%1”</translation>
    </message>
    <message>
        <source>Wait a minute, then press “%1”</source>
        <translation>รอหนึ่งนาที แล้วกด “%1”</translation>
    </message>
    <message>
        <source>No internet</source>
        <translation>ต่อเน็ตไม่ได้</translation>
    </message>
    <message>
        <source>PEAK&apos;s answer cannot be read</source>
        <translation>PEAK ตอบมาแบบที่อ่านไม่ได้</translation>
    </message>
    <message>
        <source>PEAK has a problem just now</source>
        <translation>ตอนนี้ PEAK ขัดข้องอยู่</translation>
    </message>
    <message>
        <source>PEAK asks to wait a little</source>
        <translation>PEAK ขอให้รอสักครู่</translation>
    </message>
    <message>
        <source>PEAK allows a new connection about once a minute</source>
        <translation>PEAK ให้เชื่อมต่อใหม่ได้ราวนาทีละครั้ง</translation>
    </message>
    <message>
        <source>Stopped as you asked</source>
        <translation>หยุดตามที่คุณสั่ง</translation>
    </message>
    <message>
        <source>Press “%1” when you are ready</source>
        <translation>กด “%1” เมื่อพร้อม</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ตรวจอีกครั้ง</translation>
    </message>
</context>
<context>
    <name>VatQuestion</name>
    <message>
        <source>VAT registered?</source>
        <translation>ร้านจด VAT แล้วหรือยัง</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>จดแล้ว</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>ยังไม่ได้จด</translation>
    </message>
    <message>
        <source>No product in PEAK shows the shop&apos;s VAT yet. The services are created to match your answer</source>
        <translation>ยังไม่มีสินค้าใน PEAK ที่บอก VAT ของร้านได้ โปรแกรมจะสร้างบริการให้ตรงกับคำตอบนี้</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message numerus="yes">
        <source>%Ln receipts wait for you first, they can follow later</source>
        <translation>
            <numerusform>รอคุณแก้ก่อน %Ln ใบ ส่งตามไปทีหลังได้</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>how many wait</comment>
        <translation>
            <numerusform>%Ln ใบ</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, to be looked at on Home afterwards</source>
        <translation>%1 ดูได้ที่หน้าแรกหลังจากนี้</translation>
    </message>
    <message>
        <source>Match products</source>
        <translation>จับคู่สินค้า</translation>
    </message>
    <message>
        <source>Choose account</source>
        <translation>เลือกบัญชี</translation>
    </message>
    <message>
        <source>See services</source>
        <translation>ดูบริการ</translation>
    </message>
    <message>
        <source>Change shop rules</source>
        <translation>แก้กติกาของร้าน</translation>
    </message>
    <message>
        <source>Send or not?</source>
        <translation>เลือกส่งหรือไม่ส่ง</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Try the practice shop first</source>
        <translation>ลองในร้านฝึกหัดก่อน</translation>
    </message>
    <message>
        <source>A pretend shop with receipts to send. Under 3 minutes, and nothing goes to the real PEAK</source>
        <translation>ร้านสมมติพร้อมใบเสร็จให้ลองส่ง ใช้เวลาไม่ถึง 3 นาที ไม่มีอะไรถูกส่งไป PEAK จริง</translation>
    </message>
    <message>
        <source>Connect my shop</source>
        <translation>เชื่อมต่อร้านจริง</translation>
    </message>
    <message>
        <source>Have your PEAK login and the receipt files from xCommerce ready. About 10 minutes</source>
        <translation>เตรียมบัญชี PEAK ที่เข้าได้ และไฟล์ใบเสร็จที่ส่งออกจาก xCommerce ใช้เวลาราว 10 นาที</translation>
    </message>
    <message>
        <source>I have a file from another computer…</source>
        <translation>มีไฟล์ย้ายมาจากเครื่องเดิม…</translation>
    </message>
    <message>
        <source>Let every xCommerce receipt book itself in PEAK</source>
        <translation>ให้ใบเสร็จทุกใบจาก xCommerce ไปลงบัญชีใน PEAK เอง</translation>
    </message>
    <message>
        <source>Eight steps, once. Stop any time, your answers are kept</source>
        <translation>ตั้งค่าครั้งเดียว 8 ขั้น หยุดกลางทางได้ คำตอบของคุณจะถูกเก็บไว้</translation>
    </message>
    <message>
        <source>What this program promises</source>
        <translation>โปรแกรมนี้สัญญาว่า</translation>
    </message>
    <message>
        <source>Each receipt is sent once, never twice</source>
        <translation>ใบเสร็จแต่ละใบถูกส่งครั้งเดียว ไม่มีซ้ำ</translation>
    </message>
    <message>
        <source>Totals agree to the satang or wait, and you see where they differ</source>
        <translation>ยอดต้องตรงถึงสตางค์ ถ้าไม่ตรงจะยังไม่ส่ง และบอกว่าต่างกันตรงไหน</translation>
    </message>
    <message>
        <source>Plain words and a button when something needs you</source>
        <translation>มีอะไรต้องทำ โปรแกรมจะบอกเป็นภาษาง่ายๆ พร้อมปุ่มให้แก้</translation>
    </message>
</context>
<context>
    <name>WizardFoot</name>
    <message>
        <source>Stop</source>
        <translation>หยุด</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ย้อนกลับ</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>ถัดไป</translation>
    </message>
    <message>
        <source>Answers kept. You can close and go on later</source>
        <translation>เก็บคำตอบแล้ว ปิดแล้วกลับมาทำต่อได้</translation>
    </message>
    <message>
        <source>Kept for this practice</source>
        <translation>เก็บไว้สำหรับการฝึกครั้งนี้</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>กำลังตรวจ</translation>
    </message>
</context>
<context>
    <name>WizardRail</name>
    <message>
        <source>Help</source>
        <translation>ช่วยเหลือ</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>รุ่น %1</translation>
    </message>
    <message>
        <source>xCommerce to PEAK</source>
        <translation>เชื่อม xCommerce กับ PEAK</translation>
    </message>
</context>
<context>
    <name>_DropArea</name>
    <message>
        <source>Drag the folder or its files here</source>
        <translation>ลากโฟลเดอร์หรือไฟล์ใบเสร็จมาวางที่นี่</translation>
    </message>
    <message>
        <source>Excel (.xlsx, .xls) or .csv from xCommerce</source>
        <translation>ไฟล์ Excel (.xlsx, .xls) หรือ .csv จาก xCommerce</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>เลือกโฟลเดอร์…</translation>
    </message>
</context>
<context>
    <name>_ServiceLine</name>
    <message>
        <source>Not in PEAK, receipts with this fee wait</source>
        <translation>ไม่พบใน PEAK ใบเสร็จที่มีค่านี้จะรอ</translation>
    </message>
    <message>
        <source>In PEAK, number %1</source>
        <translation>พบใน PEAK เลขที่สินค้า %1</translation>
    </message>
    <message>
        <source>VAT 7%</source>
        <translation>VAT 7%</translation>
    </message>
    <message>
        <source>VAT 0%</source>
        <translation>VAT 0%</translation>
    </message>
    <message>
        <source>no VAT</source>
        <translation>ไม่มี VAT</translation>
    </message>
</context>
</TS>

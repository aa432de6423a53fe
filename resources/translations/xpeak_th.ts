<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th_TH" sourcelanguage="en">
<context>
    <name>EmptyList</name>
    <message>
        <source>Clear search</source>
        <translation>ล้างการค้นหา</translation>
    </message>
    <message>
        <source>“%1” not found</source>
        <translation>ไม่พบ “%1”</translation>
    </message>
    <message>
        <source>Try the last digits of the number, or look in another tab</source>
        <translation>ลองพิมพ์​เลขท้าย​ของใบเสร็จ หรือดูใน​แท็บอื่น</translation>
    </message>
    <message>
        <source>No receipts yet</source>
        <translation>ยังไม่มีใบเสร็จ</translation>
    </message>
    <message>
        <source>Press Send now, the program then reads your sales</source>
        <translation>กดส่งตอนนี้ โปรแกรม​จะอ่านยอดขาย​ของร้านคุณ</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>ไม่มีใบเสร็จในแท็บนี้</translation>
    </message>
    <message>
        <source>No receipt is in this state now</source>
        <translation>ตอนนี้ไม่มีใบเสร็จที่อยู่ในสถานะนี้</translation>
    </message>
</context>
<context>
    <name>LedgerPanel</name>
    <message>
        <source>Sent</source>
        <translation>ส่งแล้ว</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>รอส่ง</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>ต้องให้คุณดู</translation>
    </message>
    <message>
        <source>Not sent (rule)</source>
        <translation>ไม่ส่ง ตามที่ตั้งไว้</translation>
    </message>
    <message>
        <source>Voided in PEAK</source>
        <translation>ยกเลิกใน PEAK</translation>
    </message>
    <message>
        <source>All in xCommerce</source>
        <translation>ทั้งหมดใน xCommerce</translation>
    </message>
    <message>
        <source>receipts</source>
        <translation>ใบ</translation>
    </message>
    <message>
        <source>baht</source>
        <translation>บาท</translation>
    </message>
    <message>
        <source>Waiting, checking</source>
        <translation>รอส่งและตรวจซ้ำ</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Practice shop</source>
        <translation>ร้านฝึกหัด</translation>
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
        <source>Stopping</source>
        <translation>กำลังหยุด</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>กำลังทำงาน</translation>
    </message>
    <message>
        <source>Sends when you ask</source>
        <translation>ส่งเมื่อคุณกดส่ง</translation>
    </message>
    <message>
        <source>Next run %1</source>
        <translation>รอบถัดไป %1</translation>
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
</context>
<context>
    <name>NeedsPanel</name>
    <message>
        <source>Show all</source>
        <translation>ดูทั้งหมด</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln รายการต้องให้คุณดู</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait, %1</source>
        <translation>
            <numerusform>ใบเสร็จ %Ln ใบ %1 ยังไม่ได้ส่ง</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>how many wait</comment>
        <translation>
            <numerusform>%Ln ใบ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Nothing sent since the program started</source>
        <translation>ยังไม่ได้ส่งตั้งแต่เปิดโปรแกรม</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>ส่งตอนนี้</translation>
    </message>
    <message>
        <source>Send now (F5)</source>
        <translation>ส่งตอนนี้ (F5)</translation>
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
        <source>All data is made up. Nothing is sent to the real PEAK</source>
        <translation>ข้อมูลสมมติทั้งหมด ไม่มีอะไรถูกส่งไป PEAK จริง</translation>
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
        <translation>หยุดได้ทุกเมื่อ ใบที่ส่งแล้ว​ไม่ถูกส่งซ้ำ</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>กำลังหยุด</translation>
    </message>
    <message>
        <source>Waiting for PEAK&apos;s answer to what has left already. Nothing is lost</source>
        <translation>รอคำตอบ​จาก PEAK ของใบ​ที่ส่งออกไปแล้ว ไม่มีใบไหนหาย</translation>
    </message>
    <message numerus="yes">
        <source>Sending: %Ln of %1 sent</source>
        <translation>
            <numerusform>กำลังส่ง ส่งแล้ว %Ln จาก %1 ใบ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Receipts</source>
        <translation>ใบเสร็จ</translation>
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
</context>
<context>
    <name>ReceiptsPanel</name>
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
</context>
<context>
    <name>ReceiptsTable</name>
    <message>
        <source>Receipts</source>
        <translation>ใบเสร็จ</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Find receipts</source>
        <translation>ค้นหาใบเสร็จ</translation>
    </message>
    <message>
        <source>Search receipts</source>
        <translation>ค้นหาใบเสร็จ</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>ล้างการค้นหา</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>No receipts yet</source>
        <translation>ยังไม่มีใบเสร็จ</translation>
    </message>
    <message>
        <source>Press Send now. The program reads your sales, checks them and sends them</source>
        <translation>กดส่งตอนนี้ โปรแกรม​จะอ่าน​ยอดขาย ตรวจทุกใบ แล้วส่ง​เข้า PEAK ให้</translation>
    </message>
    <message>
        <source>%1 in total. Press Send now to send them</source>
        <translation>รวม %1 กดส่งตอนนี้​เพื่อส่งเข้า PEAK</translation>
    </message>
    <message>
        <source>%1 in total. Press Send now, or leave it to the next run</source>
        <translation>รวม %1 กดส่งตอนนี้ หรือปล่อยให้​ส่งเองในรอบถัดไป</translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts are waiting</source>
        <translation>
            <numerusform>มีใบเสร็จรอส่ง %Ln ใบ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln receipts to be sent are in PEAK, %1</source>
        <translation>
            <numerusform>ใบเสร็จที่ต้องส่ง %Ln ใบ อยู่ใน PEAK ครบทุกใบ รวม %1</numerusform>
        </translation>
    </message>
    <message>
        <source>All is well, nothing to do</source>
        <translation>เรียบร้อยดี ไม่มีอะไรต้องทำ</translation>
    </message>
</context>
</TS>

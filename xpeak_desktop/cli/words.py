"""The commands' own words in Thai and English; sentences of Problems are in ``wording``."""

from typing import Final

from xpeak_desktop.domain.matching import Cause

_LABELS: Final[dict[str, tuple[str, str]]] = {
    "business": ("กิจการใน PEAK", "Business in PEAK"),
    "service": ("บริการ", "Service"),
    "account": ("บัญชีรับเงิน", "Pays into"),
    "setup_done": ("ตั้งค่าเรียบร้อย พร้อมส่ง", "Set up. Ready to send"),
    "file": ("ไฟล์", "File"),
    "receipts": ("ใบเสร็จ", "Receipts"),
    "no_receipts": ("ยังไม่มีใบเสร็จ", "No receipts yet"),
    "new": ("ใหม่", "New"),
    "same": ("มีอยู่แล้ว", "Known"),
    "matched": ("เชื่อมสำเร็จ", "Matched"),
    "unmatched": ("ยังไม่เชื่อม", "Not matched"),
    "ambiguous": ("ซ้ำกันใน PEAK", "Twice in PEAK"),
    "near_misses": ("ใกล้เคียง", "Near misses"),
    "pass_line": (
        "รอบนี้ส่งแล้ว {sent} ใบ ถาม PEAK {requests} ครั้ง ใช้เวลา {seconds} วินาที",
        "This pass sent {sent} receipts, {requests} requests, {seconds} s",
    ),
    "channel": ("ช่องทาง", "Channel"),
    "shop": ("xCommerce", "xCommerce"),
    "baht": ("บาท", "baht"),
    "sent": ("ส่งแล้ว", "Sent"),
    "held": ("ไม่ได้ส่ง", "Not sent"),
    "peak": ("PEAK", "PEAK"),
    "not_in_shop": ("ใบใน PEAK ที่ไม่ได้มาจากร้าน", "In PEAK, but not from the shop"),
    "changed_in_shop": (
        "ยอดเปลี่ยนหรือยกเลิกใน xCommerce หลังส่ง",
        "Another total in xCommerce, or cancelled, since they were sent",
    ),
    "total_unknown": (
        "ยอดใหม่ใน xCommerce อ่านไม่ได้ จึงนับยอดที่ส่ง",
        "New total in xCommerce cannot be read, counted as sent",
    ),
    "being_checked": (
        "กำลังตรวจว่า PEAK ได้รับหรือยัง",
        "Still being checked whether PEAK has them",
    ),
    "difference": ("ต่างกัน", "difference"),
    "all_channels": ("รวม", "All"),
    "practice_shop": (
        "ร้านฝึกหัด: ใบเสร็จ {receipts} ใบ ไม่มีอะไรถูกส่งไป PEAK จริง",
        "Practice shop: {receipts} receipts. Nothing goes to the real PEAK",
    ),
    "copy_made": ("ทำสำเนาสมุดบันทึกแล้ว", "Copy of the ledger"),
    "copy_restored": ("กู้สมุดบันทึกจาก", "Ledger restored from"),
    "kept_aside": ("สมุดบันทึกเดิมเก็บไว้ที่", "The former one is kept as"),
    "disconnected": (
        "ลบ Token และกุญแจออกจากเครื่องนี้แล้ว ใบเสร็จและคำตอบยังอยู่",
        "Token and keys are gone from this computer; receipts and answers stay",
    ),
    "erased": (
        "ลบ Token กุญแจ และข้อมูลทั้งหมดของโปรไฟล์ {profile} แล้ว",
        "Token, keys and all data of the profile {profile} are gone",
    ),
    "erased_here": (
        "ลบข้อมูลทั้งหมดของโปรไฟล์ {profile} ในเครื่องนี้แล้ว",
        "All records and settings of the profile {profile} are gone",
    ),
    "keys_in_file": (
        "Connect ID และ Connect Key ยังอยู่ในไฟล์ {file} ถ้าไม่ใช้แล้ว ให้ลบไฟล์นี้ด้วย",
        "Connect ID and Connect Key are still in {file}. If nobody needs them, delete it too",
    ),
    "type_erase": (
        "ลบข้อมูลทั้งหมดของโปรไฟล์ {profile} แล้วเอากลับไม่ได้ พิมพ์ erase แล้วกด Enter: ",
        "All data of the profile {profile} will be gone for good. Type erase, then Enter: ",
    ),
    "moved_out": ("ไฟล์สำหรับย้ายไปเครื่องอื่น", "File for the other computer"),
    "moved_out_next": (
        "เครื่องนี้ไม่ส่งแล้ว ในเครื่องใหม่ใช้คำสั่ง move-in แล้วเก็บไฟล์นี้ให้พ้นมือคนอื่น ในนั้นมีบันทึกของร้าน",
        (
            "This computer sends nothing now. On the other one: move-in FILE. The file holds the"
            " shop's records, so keep it to yourself"
        ),
    ),
    "moved_out_again": (
        (
            "ร้านนี้ย้ายออกไปก่อนแล้ว ถ้ามีเครื่องอื่นเปิดไฟล์ก่อนหน้านี้ไปแล้ว อย่าใช้ไฟล์นี้"
            " ให้ย้ายจากเครื่องนั้นแทน ไม่อย่างนั้นจะมีสองเครื่องส่งพร้อมกัน"
        ),
        (
            "The shop had moved out before. If another computer has already opened the earlier"
            " file, do not use this one, move from that one instead: else two computers send"
        ),
    ),
    "stays_here": (
        "เครื่องนี้ส่งอีกครั้ง เทียบกับ PEAK ก่อน",
        "This computer sends again, after comparing with PEAK",
    ),
    "type_send": (
        "ส่งจากเครื่องนี้อีกครั้ง (โปรไฟล์ {profile}) เครื่องอื่นต้องไม่ส่งแล้ว พิมพ์ send แล้วกด Enter: ",
        (
            "Send from this computer again, profile {profile}. No other one may send then."
            " Type send, then Enter: "
        ),
    ),
    "moved_in": ("รับร้านจากไฟล์แล้ว", "Shop taken in from"),
    "moved_in_next": (
        "Token ไม่ได้มากับไฟล์ เปิดโปรแกรมแล้ววางลิงค์ หรือสั่งซ้ำพร้อม --secrets-stdin",
        (
            "The token does not travel: open the program and paste the link, or run this again with"
            " --secrets-stdin"
        ),
    ),
    "live_link": ("ลิงค์ข้อมูลสด", "Live link"),
    "fine": ("เรียบร้อย", "fine"),
    "connection": ("การเชื่อมต่อ PEAK", "Connection to PEAK"),
    "clock": ("นาฬิกา", "Clock"),
    "keyring": ("ที่เก็บรหัสผ่าน", "Password store"),
    "ledger": ("สมุดบันทึก", "Ledger"),
    "settings": ("การตั้งค่า", "Settings"),
    "source": ("ไฟล์ยอดขาย", "Sales records"),
    "fonts": ("ตัวอักษร", "Fonts"),
    "tray": ("ไอคอนข้างนาฬิกา", "Tray"),
    "tray_there": ("มี", "available"),
    "tray_missing": ("ไม่มี โปรแกรมจะอยู่ในหน้าต่างแทน", "none, the program stays in its window"),
    "no_screen": ("ไม่มีหน้าจอ", "no screen"),
}

_CAUSES: Final[dict[Cause, tuple[str, str]]] = {
    Cause.LETTER_CASE: ("ต่างที่ตัวพิมพ์เล็กใหญ่", "capital letters"),
    Cause.SPACE: ("ต่างที่ช่องว่าง", "a blank"),
    Cause.LEADING_ZEROS: ("เลข 0 ข้างหน้าหายไป", "leading zeros lost"),
    Cause.THAI_DIGITS: ("ต่างที่เลขไทย", "Thai digits"),
    Cause.HYPHEN: ("ต่างที่ขีด", "another kind of hyphen"),
    Cause.LETTER_O: ("ต่างที่ตัว O กับเลข 0", "letter O and zero"),
    Cause.SEVERAL: ("ต่างหลายจุด", "several things differ"),
}


def label(name: str, lang: str) -> str:
    """A heading or short word of the commands."""
    return _LABELS[name][lang == "en"]


def detail(text: str, lang: str) -> str:
    """What a check found: a word of ours, or a figure or name as it stands."""
    return label(text, lang) if text in _LABELS else text


def cause_name(cause: Cause, lang: str) -> str:
    """Why two product codes are close but not equal."""
    return _CAUSES[cause][lang == "en"]

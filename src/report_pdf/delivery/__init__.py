"""Editions become files, bags, and messages: written whole or not at all, sent once each."""

from report_pdf.delivery.bag import BagFacts, bag
from report_pdf.delivery.bag_check import RULES as _BAG_RULES
from report_pdf.delivery.bag_check import check_bag
from report_pdf.delivery.earlier import EARLIER_FILE as _EARLIER_FILE
from report_pdf.delivery.earlier import set_aside_earlier
from report_pdf.delivery.files import write_files
from report_pdf.delivery.journal import Entry, Journal, State, read_journal
from report_pdf.delivery.mail_access import Access, Patience
from report_pdf.delivery.mail_addresses import mailbox, parse_mailbox
from report_pdf.delivery.mail_connection import Connection
from report_pdf.delivery.mail_packet import cover_picture, enclose
from report_pdf.delivery.mail_rules import MAIL_RULES
from report_pdf.delivery.mail_server import PASSWORD_VARIABLE, MailServer, Security, parse_server
from report_pdf.delivery.manifest import manifest
from report_pdf.delivery.message import draft, message
from report_pdf.delivery.message_folder import Mail, MailFolder, read_mails
from report_pdf.delivery.message_index import PacketEntry, packets_json
from report_pdf.delivery.packets import (
    LEDGER,
    PACKET_LEFT,
    PACKET_RULES,
    PACKET_WITHOUT_LETTER,
    PacketRecord,
    keep_common,
    land,
    left_over,
    record_of,
    write_ledger,
)
from report_pdf.delivery.sending import Again, Outcome, PostOffice, SendSpec, Standing, send_mails, standings
from report_pdf.delivery.sending_failures import FAILURES, failures_csv

RULES = (_EARLIER_FILE, *_BAG_RULES, *MAIL_RULES, *PACKET_RULES)

__all__ = [
    "FAILURES",
    "LEDGER",
    "PACKET_LEFT",
    "PACKET_WITHOUT_LETTER",
    "PASSWORD_VARIABLE",
    "RULES",
    "Access",
    "Again",
    "BagFacts",
    "Connection",
    "Entry",
    "Journal",
    "Mail",
    "MailFolder",
    "MailServer",
    "Outcome",
    "PacketEntry",
    "PacketRecord",
    "Patience",
    "PostOffice",
    "Security",
    "SendSpec",
    "Standing",
    "State",
    "bag",
    "check_bag",
    "cover_picture",
    "draft",
    "enclose",
    "failures_csv",
    "keep_common",
    "land",
    "left_over",
    "mailbox",
    "manifest",
    "message",
    "packets_json",
    "parse_mailbox",
    "parse_server",
    "read_journal",
    "read_mails",
    "record_of",
    "send_mails",
    "set_aside_earlier",
    "standings",
    "write_files",
    "write_ledger",
]

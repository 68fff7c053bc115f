"""Every error that Rosana raises on purpose.

RosanaError
├── SettingsError            a setting is unknown or wrong; raised at start
├── RequestError             what was asked cannot be done as asked
│   ├── InvalidRequest       the body or a parameter has the wrong shape
│   ├── MessageEmpty         nothing was asked
│   ├── MessageTooLong       more text than a question may have
│   ├── DatasetInvalid       a data set for evaluation is not there, or not as it must be
│   ├── RequestIdUsed        another question was asked under the same request id
│   ├── AnswerSuperseded     the question was asked again, and is answered there
│   ├── AddressInvalid       not the address of a page
│   ├── AddressRefused       an address of the internal network that the settings do not allow
│   ├── PreferenceInvalid    what was chosen in the console breaks a rule
│   ├── PreferenceFixed      the environment or rosana.toml has set it
│   ├── SessionExpired       a visitor's session is over, or is no session
│   ├── DocumentNotEditable  its original is no text that was sent here
│   └── NotFound
│       ├── DocumentNotFound
│       ├── ConversationNotFound
│       ├── SiteNotFound
│       ├── WidgetNotFound
│       └── MessageNotFound
├── DocumentError            a document could not be read; the message is the reason shown beside it
│   ├── DocumentEmpty        no text in it
│   ├── DocumentTooLarge     larger than the limit
│   │   └── ContainerTooLarge  unpacks to more than the limits of all its parts together
│   ├── DocumentTimeout      reading took too long and was ended
│   ├── DocumentEncrypted    protected by a password
│   ├── DocumentBroken       not what its name says, or damaged
│   ├── FormatUnsupported    no reader for this kind of file
│   ├── OcrMissing           only pictures in it, and nothing here that reads them
│   ├── FileUnreadable       missing, a folder, or without permission
│   ├── PageUnreadable       a page of a site that shows no text, or not to this program
│   └── OutsideFolder        a link that leads out of the folder that was named
├── ModelError               the chat or embedding model did not do its part
│   ├── ModelUnavailable     no server answers, or it refuses
│   ├── ModelMissing         the server does not have this model
│   ├── ModelBusy            the server's queue is full
│   ├── ContextExceeded      the prompt does not fit the model's window
│   └── ModelInterrupted     the stream broke or ended early
├── ParserUnavailable        the process that reads documents cannot be started
├── SiteUnreachable          a site does not answer
└── StorageError             the data folder cannot be read or written
    └── StorageFull

`code` is part of the public contract and never changes; `detail` is a sentence for people, in Portuguese,
that says what happened and what to do.
"""

from rosana.errors.base import (
    ParserUnavailable,
    RosanaError,
    SettingsError,
    SiteUnreachable,
    StorageError,
    StorageFull,
)
from rosana.errors.documents import (
    ContainerTooLarge,
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentTimeout,
    DocumentTooLarge,
    FileUnreadable,
    FormatUnsupported,
    OcrMissing,
    OutsideFolder,
    PageUnreadable,
)
from rosana.errors.models import (
    ContextExceeded,
    ModelBusy,
    ModelError,
    ModelInterrupted,
    ModelMissing,
    ModelUnavailable,
)
from rosana.errors.requests import (
    AddressInvalid,
    AddressRefused,
    AnswerSuperseded,
    ConversationNotFound,
    DatasetInvalid,
    DocumentNotEditable,
    DocumentNotFound,
    InvalidRequest,
    MessageEmpty,
    MessageNotFound,
    MessageTooLong,
    NotFound,
    PreferenceFixed,
    PreferenceInvalid,
    RequestError,
    RequestIdUsed,
    SessionExpired,
    SiteNotFound,
    WidgetNotFound,
)

__all__ = [
    "AddressInvalid",
    "AddressRefused",
    "AnswerSuperseded",
    "ContainerTooLarge",
    "ContextExceeded",
    "ConversationNotFound",
    "DatasetInvalid",
    "DocumentBroken",
    "DocumentEmpty",
    "DocumentEncrypted",
    "DocumentError",
    "DocumentNotEditable",
    "DocumentNotFound",
    "DocumentTimeout",
    "DocumentTooLarge",
    "FileUnreadable",
    "FormatUnsupported",
    "InvalidRequest",
    "MessageEmpty",
    "MessageNotFound",
    "MessageTooLong",
    "ModelBusy",
    "ModelError",
    "ModelInterrupted",
    "ModelMissing",
    "ModelUnavailable",
    "NotFound",
    "OcrMissing",
    "OutsideFolder",
    "PageUnreadable",
    "ParserUnavailable",
    "PreferenceFixed",
    "PreferenceInvalid",
    "RequestError",
    "RequestIdUsed",
    "RosanaError",
    "SessionExpired",
    "SettingsError",
    "SiteNotFound",
    "SiteUnreachable",
    "StorageError",
    "StorageFull",
    "WidgetNotFound",
]

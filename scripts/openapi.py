"""Print the server's OpenAPI description, from which the web client's types are written: `npm run types` in web/."""

import json
from typing import TYPE_CHECKING, cast

from rosana.server.app import create_app
from rosana.settings import Settings

if TYPE_CHECKING:
    from rosana.desk import Desk

print(json.dumps(create_app(cast("Desk", None), Settings()).openapi()))

/** The shared client of the chat, for the server that the console came from. */

import { connect } from "../../client/api";
import { address } from "./http";

export const client = connect(address("/"));

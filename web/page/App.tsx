import { Chat } from "../chat/Chat";
import { connect } from "../client/api";

/** The server is where the page came from. */
const client = connect();

export function App() {
  return (
    <main>
      <Chat client={client} />
    </main>
  );
}

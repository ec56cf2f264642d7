// The page: GraphiQL asking the service's own /graphql, with the example questions open.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createRoot } from "react-dom/client";
import { EXAMPLES } from "./examples.js";
import "./page.css";

const socket = new URL("/graphql", location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
const fetcher = createGraphiQLFetcher({ url: "/graphql", subscriptionUrl: socket.href });

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL fetcher={fetcher} defaultTabs={EXAMPLES} forcedTheme="light" showPersistHeadersSettings={false}>
    <GraphiQL.Logo>graphsvc</GraphiQL.Logo>
  </GraphiQL>,
);

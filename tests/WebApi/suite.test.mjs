import assert from "node:assert/strict";
import { test } from "node:test";
import { driven, offered } from "./client.mjs";
import "./rows.mjs";
import "./queries.mjs";
import "./batches.mjs";
import "./definitions.mjs";
import "./elsewhere.mjs";

test("every operation the client offers was driven", () => {
    assert.deepEqual(offered.filter(name => !driven.has(name)), []);
});

import assert from "node:assert/strict";

/** Expects a refusal with a status and words that help. */
export async function refused(promise, status, words) {
    await assert.rejects(promise, error => {
        assert.equal(error.status, status, `${error.status}: ${error.message}`);
        assert.match(error.message, words);
        return true;
    });
}

// The client under which the Web API is driven, and what of it was driven.
import { DynamicsWebApi } from "dynamics-web-api";

const url = process.env.DATAVERSE_URL;
const token = process.env.DATAVERSE_TOKEN;
if (!url || !token) {
    throw new Error("Set DATAVERSE_URL (http://127.0.0.1:5080) and DATAVERSE_TOKEN to what `smk serve` printed.");
}

const plain = new DynamicsWebApi({ serverUrl: url, dataApi: { version: "9.2" }, searchApi: { version: "1.0" }, onTokenRefresh: async () => token });

/** The names of all operations that the client offers. */
export const offered = Object.keys(plain).filter(name => typeof plain[name] === "function");

/** The names of those that were called. */
export const driven = new Set();

export const client = new Proxy(plain, {
    get(target, name) {
        if (offered.includes(name)) {
            driven.add(name);
        }
        return target[name];
    },
});

export { url, token };

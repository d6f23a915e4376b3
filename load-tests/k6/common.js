// What the four loads share. Needs k6; ./moalog load needs nothing but Maven.
import http from "k6/http";
import { fail } from "k6";

export const BASE_URL = __ENV.BASE_URL || "http://localhost:8090";
const EMAIL = __ENV.TEST_EMAIL || "loadtest@moalog.me";

export function login() {
  const answer = http.post(`${BASE_URL}/api/auth/login/email`, JSON.stringify({ email: EMAIL }), {
    headers: { "Content-Type": "application/json" },
  });
  const cookie = answer.cookies.access_token;
  if (answer.status !== 200 || !cookie) fail(`no login: ${answer.status} ${answer.body} (./moalog seed?)`);
  return { token: cookie[0].value };
}

export function options(up, users, plateau, down, thresholds) {
  return {
    stages: [
      { duration: up, target: users },
      { duration: plateau, target: users },
      { duration: down, target: 0 },
    ],
    thresholds,
  };
}

export function params(data, { own = true, key } = {}) {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${data.token}` };
  if (own) headers["X-Forwarded-For"] = `10.100.${Math.floor(__VU / 256)}.${__VU % 256}`;
  if (key) headers["Idempotency-Key"] = key;
  return { headers, timeout: "30s" };
}

export const anyRetrospect = () => `${BASE_URL}/api/v1/retrospects/${1 + Math.floor(Math.random() * 5)}`;

export function uuid() {
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}

export const between = (least, most) => least + Math.random() * (most - least);

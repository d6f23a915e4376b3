import http from "k6/http";
import { check, sleep } from "k6";
import { Counter } from "k6/metrics";
import { anyRetrospect, between, login, options as staged, params } from "./common.js";

const limited = new Counter("rate_limited_count");
const served = new Counter("success_count");
const broken = new Counter("server_error_count");

export const options = staged("15s", 50, "2m30s", "15s", {
  rate_limited_count: ["count>0"],
  server_error_count: ["count<1"],
});
export const setup = login;

export default function (data) {
  const answer = http.post(`${anyRetrospect()}/analysis`, "{}", params(data, { own: false }));
  if (answer.status === 429) {
    limited.add(1);
    check(answer, { "says when to come back": (r) => Number(r.headers["Retry-After"]) > 0 });
  } else if (answer.status < 300) {
    served.add(1);
  } else if (answer.status >= 500) {
    broken.add(1);
  }
  sleep(between(0, 0.5));
}

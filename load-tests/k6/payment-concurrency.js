import http from "k6/http";
import { check, sleep } from "k6";
import { Counter } from "k6/metrics";
import { BASE_URL, between, login, options as staged, params, uuid } from "./common.js";

const duplicates = new Counter("payment_duplicate");
const failures = new Counter("payment_failed");

export const options = staged("10s", 20, "1m40s", "10s", {
  payment_duplicate: ["count==0"],
  payment_failed: ["count==0"],
});
export const setup = login;

export default function (data) {
  const key = uuid();
  for (const time of ["first", "again"]) {
    const answer = http.post(`${BASE_URL}/api/v1/subscriptions`, '{"planName":"PRO"}', params(data, { key }));
    check(answer, { [`${time}: an answer that a shop understands`]: (r) => [200, 201, 400, 409, 502].includes(r.status) });
    if (time === "again" && answer.status === 201) duplicates.add(1);
    if (answer.status >= 500 && answer.status !== 502) failures.add(1);
  }
  sleep(between(1, 4));
}

import http from "k6/http";
import { sleep } from "k6";
import { Rate } from "k6/metrics";
import { BASE_URL, anyRetrospect, between, login, options as staged, params, uuid } from "./common.js";

const errors = new Rate("custom_error_rate");

export const options = staged("1m", 200, "8m", "1m", {
  http_req_duration: ["p(95)<1000", "p(99)<3000"],
  custom_error_rate: ["rate<0.02"],
});
export const setup = login;

function ask(data) {
  const chance = Math.random();
  if (chance < 0.42) return [http.get(`${BASE_URL}/api/v1/retro-rooms`, params(data)), [200, 429]];
  if (chance < 0.7) return [http.get(anyRetrospect(), params(data)), [200, 404, 429]];
  if (chance < 0.9) return [http.post(`${anyRetrospect()}/analysis`, "{}", params(data)), [200, 429]];
  const payment = params(data, { key: uuid() });
  return [http.post(`${BASE_URL}/api/v1/subscriptions`, '{"planName":"PRO"}', payment), [200, 201, 429, 502]];
}

export default function (data) {
  const [answer, expected] = ask(data);
  errors.add(!expected.includes(answer.status));
  sleep(between(0.5, 2.5));
}

import http from "k6/http";
import { check, sleep } from "k6";
import { BASE_URL, anyRetrospect, between, login, options as staged, params } from "./common.js";

export const options = staged("30s", 100, "4m", "30s", {
  http_req_duration: ["p(95)<500"],
  http_req_failed: ["rate<0.01"],
});
export const setup = login;

export default function (data) {
  if (Math.random() < 0.7) {
    const rooms = http.get(`${BASE_URL}/api/v1/retro-rooms`, params(data));
    check(rooms, { "rooms are listed": (r) => r.status === 200 && r.json("isSuccess") === true });
  }
  if (Math.random() < 0.3) {
    const one = http.get(anyRetrospect(), params(data));
    check(one, { "a retrospect is shown": (r) => r.status === 200 || r.status === 404 });
  }
  sleep(between(0.5, 2.5));
}

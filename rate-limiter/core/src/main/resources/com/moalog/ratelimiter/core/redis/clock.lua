-- Redis's own clock: every server that asks sees the same time.
local function clock_micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- The least that a token bucket on Redis's own clock takes: one read, one write. As ours does, it
-- forgets a key a second after the bucket is full again.
local capacity, rate, permits = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local level, last = capacity * 1000000, now
local state = redis.call('GET', KEYS[1])
if state then
  local separator = string.find(state, ':', 1, true)
  level, last = tonumber(string.sub(state, 1, separator - 1)), tonumber(string.sub(state, separator + 1))
end
level = math.min(capacity * 1000000, level + math.max(0, now - last) * rate)
if level < permits * 1000000 then
  return { 0, 0 }
end
level = level - permits * 1000000
redis.call('SET', KEYS[1], string.format('%.0f:%.0f', level, now), 'PX',
  string.format('%.0f', math.ceil((capacity * 1000000 - level) / rate / 1000) + 1000))
return { 1, math.floor(level / 1000000) }

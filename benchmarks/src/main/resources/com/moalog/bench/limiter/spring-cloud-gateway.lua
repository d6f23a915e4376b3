-- The algorithm of RedisRateLimiter in Spring Cloud Gateway (Apache License 2.0), written anew from its
-- documentation: a token bucket in two keys, refilled by whole seconds, both keys written each time.
local rate, capacity, requested = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local now = tonumber(redis.call('TIME')[1])
local life = math.max(1, math.floor(capacity / rate * 2))
local tokens = tonumber(redis.call('GET', KEYS[1]) or capacity)
local refreshed = tonumber(redis.call('GET', KEYS[2]) or 0)
tokens = math.min(capacity, tokens + math.max(0, now - refreshed) * rate)
local allowed = tokens >= requested
if allowed then
  tokens = tokens - requested
end
redis.call('SETEX', KEYS[1], life, tokens)
redis.call('SETEX', KEYS[2], life, now)
return { allowed and 1 or 0, tokens }

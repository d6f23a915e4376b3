-- The algorithms. Every number is an integer below 2^53, which Lua's doubles hold exactly; a
-- quotient is therefore taken without its remainder, never rounded. A refusal writes nothing.
-- A check answers { allowed, remaining, reset in us, retry in us, now in us }.

local function quotient(a, b)
  return (a - a % b) / b
end

local function quotient_up(a, b)
  return quotient(a + b - 1, b)
end

local function digits(number)
  return string.format('%.0f', number)
end

-- Token bucket. State: 'level:time', the level in units of 1 token / (10^6 * period), the time in us.
-- Then microseconds * count are units exactly. Arguments: capacity, count, period in s, permits.

local function bucket_level(key, full, count)
  local now = clock_micros()
  local state = redis.call('GET', key)
  if not state then
    return full, now
  end
  local separator = string.find(state, ':', 1, true)
  local level = math.min(full, tonumber(string.sub(state, 1, separator - 1)))
  local time = tonumber(string.sub(state, separator + 1))
  now = math.max(now, time)
  local gained = math.min(now - time, quotient_up(full, count)) * count
  if gained >= full - level then
    return full, now
  end
  return level + gained, now
end

local function token_bucket_check(keys, args)
  local capacity, count, period = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
  local token = 1000000 * period
  local full, need = capacity * token, tonumber(args[4]) * token
  local level, now = bucket_level(keys[1], full, count)
  if level < need then
    return { 0, 0, quotient_up(full - level, count), quotient_up(need - level, count), now }
  end
  level = level - need
  local reset = quotient_up(full - level, count)
  redis.call('SET', keys[1], digits(level) .. ':' .. digits(now),
    'PX', digits(quotient_up(reset, 1000) + 1000))
  return { 1, quotient(level, token), reset, 0, now }
end

local function token_bucket_remaining(keys, args)
  local capacity, count, period = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
  local token = 1000000 * period
  local level = bucket_level(keys[1], capacity * token, count)
  return quotient(level, token)
end

-- Sliding window log. State: a ring of 8-byte big-endian times in us behind a header of three such
-- numbers: the slot of the oldest entry, the number of entries, the number of slots. An entry that is
-- exactly one window old is gone. Arguments: most requests, window in us, permits.

local HEADER, SLOT, FIRST_SLOTS = 24, 8, 16

local function ring_open(key)
  local header = redis.call('GETRANGE', key, 0, HEADER - 1)
  if #header < HEADER then
    return { key = key, head = 0, count = 0, slots = 0 }
  end
  local head, count, slots = struct.unpack('>I8I8I8', header)
  return { key = key, head = head, count = count, slots = slots }
end

local function ring_entry(ring, index)
  local at = HEADER + SLOT * ((ring.head + index) % ring.slots)
  return (struct.unpack('>I8', redis.call('GETRANGE', ring.key, at, at + SLOT - 1)))
end

-- The index of the first entry that is younger than the window, by binary search.
local function ring_first_live(ring, gone)
  local low, high = 0, ring.count
  while low < high do
    local middle = quotient(low + high, 2)
    if ring_entry(ring, middle) > gone then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

local function ring_now(ring)
  local now = clock_micros()
  if ring.count > 0 then
    now = math.max(now, ring_entry(ring, ring.count - 1))
  end
  return now
end

-- The bytes of the entries from an index to the newest, oldest first.
local function ring_bytes(ring, first)
  if first >= ring.count then
    return ''
  end
  local from = (ring.head + first) % ring.slots
  local amount = ring.count - first
  local straight = math.min(amount, ring.slots - from)
  local start = HEADER + SLOT * from
  local bytes = redis.call('GETRANGE', ring.key, start, start + SLOT * straight - 1)
  if straight < amount then
    bytes = bytes .. redis.call('GETRANGE', ring.key, HEADER, HEADER + SLOT * (amount - straight) - 1)
  end
  return bytes
end

local function ring_rewrite(ring, first, added, slots, expiry)
  local entries = ring_bytes(ring, first) .. added
  local count = #entries / SLOT
  local padding = string.rep('\0', SLOT * slots - #entries)
  redis.call('SET', ring.key, struct.pack('>I8I8I8', 0, count, slots) .. entries .. padding, 'PX', expiry)
end

local function ring_append(ring, first, added, expiry)
  local live = ring.count - first
  local head = (ring.head + first) % ring.slots
  local at = (head + live) % ring.slots
  local straight = SLOT * math.min(#added / SLOT, ring.slots - at)
  redis.call('SETRANGE', ring.key, HEADER + SLOT * at, string.sub(added, 1, straight))
  if straight < #added then
    redis.call('SETRANGE', ring.key, HEADER, string.sub(added, straight + 1))
  end
  redis.call('SETRANGE', ring.key, 0, struct.pack('>I8I8', head, live + #added / SLOT))
  redis.call('PEXPIRE', ring.key, expiry)
end

local function ring_add(ring, first, added, most, window)
  local needed = ring.count - first + #added / SLOT
  local slots = math.max(ring.slots, math.min(FIRST_SLOTS, most))
  while slots < needed do
    slots = slots * 2
  end
  slots = math.min(slots, most)
  local expiry = digits(quotient_up(window, 1000) + 1000)
  if slots ~= ring.slots then
    ring_rewrite(ring, first, added, slots, expiry)
  else
    ring_append(ring, first, added, expiry)
  end
end

local function sliding_window_check(keys, args)
  local most, window, permits = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
  local ring = ring_open(keys[1])
  local now = ring_now(ring)
  local first = ring_first_live(ring, now - window)
  local live = ring.count - first
  if live + permits > most then
    local wait = ring_entry(ring, first + live + permits - most - 1) + window - now
    return { 0, 0, wait, wait, now }
  end
  local oldest = live > 0 and ring_entry(ring, first) or now
  ring_add(ring, first, string.rep(struct.pack('>I8', now), permits), most, window)
  return { 1, most - live - permits, oldest + window - now, 0, now }
end

local function sliding_window_remaining(keys, args)
  local most, window = tonumber(args[1]), tonumber(args[2])
  local ring = ring_open(keys[1])
  local live = ring.count - ring_first_live(ring, ring_now(ring) - window)
  return math.max(0, most - live)
end

-- The algorithms. Every number is an integer below 2^53, which Lua's doubles hold exactly; a
-- quotient is therefore taken without its remainder, never rounded. A refusal writes nothing.
--
-- Each algorithm is a table of functions; all but the first work on the state of one key:
--   limit(...)           makes three numbers of the caller a limit
--   open(key, now, limit) reads the state under the limit that the caller has now
--   take(state, permits) answers allowed, remaining, reset in us, retry in us; counts if allowed
--   give(state, permits, time) takes back permits that were taken at that time in us
--   save(state)          writes what was taken
-- A state carries what its figures depend on, so that a limit which has changed does not misread it.
--
-- MOST_SLOTS, the most entries of a sliding window, is defined before this text.

local MICROS = 1000000
-- Redis forgets a state this long after it has nothing more to tell.
local SPARE_MILLIS = 1000

local function quotient(a, b)
  return (a - a % b) / b
end

local function quotient_up(a, b)
  local rest = a % b
  return (a - rest) / b + (rest > 0 and 1 or 0)
end

-- States that this call has met and that this release cannot read: their keys count as fresh.
local unreadable = 0

-- The three or four numbers of a state, of which the last is positive; nothing where there is none that
-- can be read.
local EXACT = 2 ^ 53

local function numbers(key, pattern)
  local stored = redis.call('GET', key)
  if not stored then
    return nil
  end
  local a, b, c, d = string.match(stored, pattern)
  if a then
    a, b, c, d = tonumber(a), tonumber(b), tonumber(c), tonumber(d or c)
    if a < EXACT and b < EXACT and c < EXACT and d < EXACT and d > 0 then
      return a, b, c, d
    end
  end
  unreadable = unreadable + 1
  return nil
end

-- Spelt out, since some releases of Redis write a number like 100000000 as 1e+8.
local function put(key, value, life_millis)
  redis.call('SET', key, value, 'PX', string.format('%d', life_millis + SPARE_MILLIS))
end

-- Token bucket and leaky bucket. State: 'amount:time:period', the amount in units of
-- 1 token / (10^6 * period), so that microseconds * count are units exactly. The amount is what a
-- token bucket holds, or what has leaked into a leaky bucket and not yet out of it. Of an amount that
-- was written under another period only whole tokens count, rounded against the caller.
-- Limit: capacity, count, period in s.

-- What there is to take, and the time that the key has come to.
local function bucket_level(key, now, full, count, period, leaky)
  local amount, time, under = numbers(key, '^(%d+):(%d+):(%d+)$')
  if not amount then
    return full, now
  end
  if under ~= period then
    amount = (leaky and quotient_up or quotient)(amount, MICROS * under) * MICROS * period
  end
  amount = math.min(full, amount)
  local level = leaky and full - amount or amount
  now = math.max(now, time)
  -- What is beyond 2^53 here is rounded, and more than any bucket holds.
  local gained = (now - time) * count
  return gained >= full - level and full or level + gained, now
end

local function bucket_answer(level, need, full, token, count)
  local missing = full - level
  if level < need then
    return 0, 0, quotient_up(missing, count), quotient_up(need - level, count)
  end
  return 1, quotient(level - need, token), quotient_up(missing + need, count), 0
end

local function bucket_put(key, level, now, full, count, period, leaky)
  local missing = full - level
  put(key, string.format('%d:%d:%d', leaky and missing or level, now, period),
    quotient_up(quotient_up(missing, count), 1000))
end

local function bucket_limit(leaky)
  return function(capacity, count, period)
    local token = MICROS * period
    return { leaky = leaky, count = count, period = period, token = token, full = capacity * token }
  end
end

local function bucket_open(key, now, limit)
  local level, moment = bucket_level(key, now, limit.full, limit.count, limit.period, limit.leaky)
  return { limit = limit, key = key, now = moment, level = level }
end

local function bucket_take(bucket, permits)
  local limit = bucket.limit
  local need = permits * limit.token
  local allowed, remaining, reset, retry = bucket_answer(bucket.level, need, limit.full, limit.token, limit.count)
  if allowed == 1 then
    bucket.level = bucket.level - need
  end
  return allowed, remaining, reset, retry
end

local function bucket_give(bucket, permits)
  bucket.level = math.min(bucket.limit.full, bucket.level + permits * bucket.limit.token)
end

local function bucket_save(bucket)
  local limit = bucket.limit
  bucket_put(bucket.key, bucket.level, bucket.now, limit.full, limit.count, limit.period, limit.leaky)
end

-- Sliding window log. State: a ring of 8-byte big-endian times in us behind a header of three such
-- numbers: the slot of the oldest entry, the number of entries, the number of slots. An entry that is
-- exactly one window old is gone. Limit: most requests, window in us.

local HEADER, SLOT, FIRST_SLOTS = 24, 8, 16

local function ring_entry(ring, index)
  local at = HEADER + SLOT * ((ring.head + index) % ring.slots)
  return (struct.unpack('>I8', redis.call('GETRANGE', ring.key, at, at + SLOT - 1)))
end

-- The index of the first entry after a time. Few entries have left since the last request as a rule,
-- so the search doubles its steps from the oldest, then halves them.
local function ring_first_after(ring, gone)
  local low, high, step = 0, ring.count, 1
  while low < high and ring_entry(ring, math.min(low + step, high) - 1) <= gone do
    low, step = math.min(low + step, high), step * 2
  end
  high = math.min(low + step, high) - 1
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

local function window_limit(most, window)
  return { most = most, window = window }
end

-- A ring is exactly as long as its number of slots says: its last byte is there, and none behind it.
local function ring_is_whole(key, count, slots, head)
  if count == 0 or count > slots or head >= slots or slots > MOST_SLOTS then
    return false
  end
  local last = HEADER + SLOT * slots - 1
  return #redis.call('GETRANGE', key, last, last + 1) == 1
end

local function ring_open(key, now, limit)
  local window = limit.window
  local ring = { key = key, now = now, most = limit.most, window = window,
    head = 0, count = 0, slots = 0, first = 0, added = 0, oldest = now }
  local header = redis.call('GETRANGE', key, 0, HEADER - 1)
  if header == '' then
    return ring
  end
  local head, count, slots = 0, 0, 0
  if #header == HEADER then
    head, count, slots = struct.unpack('>I8I8I8', header)
  end
  if not ring_is_whole(key, count, slots, head) then
    unreadable = unreadable + 1
    return ring
  end
  ring.head, ring.count, ring.slots = head, count, slots
  ring.now = math.max(now, ring_entry(ring, count - 1))
  ring.first = ring_first_after(ring, ring.now - window)
  ring.oldest = ring.first < ring.count and ring_entry(ring, ring.first) or ring.now
  return ring
end

local function ring_take(ring, permits)
  local stored = ring.count - ring.first
  local excess = stored + ring.added + permits - ring.most
  if excess > 0 then
    local leaving = excess <= stored and ring_entry(ring, ring.first + excess - 1) or ring.now
    local wait = leaving + ring.window - ring.now
    return 0, 0, wait, wait
  end
  ring.added = ring.added + permits
  return 1, -excess, ring.oldest + ring.window - ring.now, 0
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

local function ring_rewrite(ring, entries, slots)
  local padding = string.rep('\0', SLOT * slots - #entries)
  put(ring.key, struct.pack('>I8I8I8', 0, #entries / SLOT, slots) .. entries .. padding,
    quotient_up(ring.window, 1000))
end

-- The entries of one time are alike, so it does not matter which of them go.
local function ring_give(ring, permits, time)
  local from = math.max(ring.first, ring_first_after(ring, time - 1))
  local till = math.min(from + permits, ring_first_after(ring, time))
  if till <= from then
    return
  end
  local before = string.sub(ring_bytes(ring, ring.first), 1, SLOT * (from - ring.first))
  local entries = before .. ring_bytes(ring, till)
  if entries == '' then
    redis.call('UNLINK', ring.key)
    ring.slots = 0
  else
    ring_rewrite(ring, entries, ring.slots)
  end
  ring.head, ring.first, ring.count = 0, 0, #entries / SLOT
  ring.oldest = ring.count > 0 and ring_entry(ring, 0) or ring.now
end

local function ring_append(ring, added)
  local live = ring.count - ring.first
  local head = (ring.head + ring.first) % ring.slots
  local at = (head + live) % ring.slots
  local straight = SLOT * math.min(#added / SLOT, ring.slots - at)
  redis.call('SETRANGE', ring.key, HEADER + SLOT * at, string.sub(added, 1, straight))
  if straight < #added then
    redis.call('SETRANGE', ring.key, HEADER, string.sub(added, straight + 1))
  end
  redis.call('SETRANGE', ring.key, 0, struct.pack('>I8I8', head, live + #added / SLOT))
  redis.call('PEXPIRE', ring.key, string.format('%d', quotient_up(ring.window, 1000) + SPARE_MILLIS))
end

local function ring_save(ring)
  if ring.added == 0 then
    return
  end
  local needed = ring.count - ring.first + ring.added
  local slots = math.max(ring.slots, math.min(FIRST_SLOTS, ring.most))
  while slots < needed do
    slots = slots * 2
  end
  slots = math.min(slots, ring.most)
  local added = string.rep(struct.pack('>I8', ring.now), ring.added)
  if slots ~= ring.slots then
    ring_rewrite(ring, ring_bytes(ring, ring.first) .. added, slots)
  else
    ring_append(ring, added)
  end
end

-- Sliding window counter. State: 'index:current:previous:window'. The requests of the previous window
-- count for the part of it that still overlaps the last window's length. Limit: most requests, window
-- in ms. A state under another window counts as what it had come to, in the current window.

local function counter_estimate(counter)
  return quotient(counter.previous * (counter.window - counter.elapsed), counter.window) + counter.current
end

-- Moves to the window of a time in ms.
local function counter_advance(counter, millis)
  local index = quotient(millis, counter.window)
  if index > counter.index then
    counter.previous = index == counter.index + 1 and counter.current or 0
    counter.current = 0
  end
  counter.index, counter.elapsed = index, millis % counter.window
end

local function counter_open(key, now, limit)
  local most, window = limit.most, limit.window
  local counter = { key = key, now = now, most = most, window = window,
    index = quotient(quotient(now, 1000), window), current = 0, previous = 0 }
  local index, current, previous, under = numbers(key, '^(%d+):(%d+):(%d+):(%d+)$')
  if index then
    local old = { index = index, current = current, previous = previous, window = under }
    counter.now = math.max(now, old.index * old.window * 1000)
    if old.window == window then
      counter.index, counter.current, counter.previous = old.index, old.current, old.previous
    else
      counter_advance(old, quotient(counter.now, 1000))
      counter.index = quotient(quotient(counter.now, 1000), window)
      counter.current = math.min(most, counter_estimate(old))
    end
  end
  counter_advance(counter, quotient(counter.now, 1000))
  return counter
end

-- The first moment of a window, in ms since its start, when no more than so many of the requests of
-- the window before still count.
local function counter_fades(counter, requests, most)
  if requests <= most then
    return 0
  end
  return math.max(0, counter.window - quotient_up((most + 1) * counter.window, requests) + 1)
end

-- Microseconds until the estimate is at most so much, if nobody takes anything.
local function counter_wait(counter, most)
  local millis
  if counter.current <= most then
    millis = counter_fades(counter, counter.previous, most - counter.current)
  else
    millis = counter.window + counter_fades(counter, counter.current, most)
  end
  return math.max(0, (counter.index * counter.window + millis) * 1000 - counter.now)
end

local function counter_take(counter, permits)
  local left = counter.most - counter_estimate(counter) - permits
  if left < 0 then
    return 0, 0, counter_wait(counter, 0), counter_wait(counter, counter.most - permits)
  end
  counter.current = counter.current + permits
  return 1, left, counter_wait(counter, 0), 0
end

local function counter_give(counter, permits, time)
  local index = quotient(quotient(time, 1000), counter.window)
  if index == counter.index then
    counter.current = math.max(0, counter.current - permits)
  elseif index == counter.index - 1 then
    counter.previous = math.max(0, counter.previous - permits)
  end
end

local function counter_save(counter)
  put(counter.key,
    string.format('%d:%d:%d:%d', counter.index, counter.current, counter.previous, counter.window),
    2 * counter.window)
end

-- Fixed window. State: 'index:count:window'. Limit: most requests, window in ms. A count under
-- another window is kept while the window it was made in lasts.

local function fixed_open(key, now, limit)
  local window = limit.window
  local fixed = { key = key, now = now, most = limit.most, window = window, count = 0 }
  local index, count, under = numbers(key, '^(%d+):(%d+):(%d+)$')
  if index then
    local start = index * under
    fixed.now = math.max(now, start * 1000)
    if quotient(fixed.now, 1000) < start + under then
      fixed.count = count
    end
  end
  fixed.index = quotient(quotient(fixed.now, 1000), window)
  return fixed
end

local function fixed_take(fixed, permits)
  local left = fixed.most - fixed.count - permits
  local wait = (fixed.index + 1) * fixed.window * 1000 - fixed.now
  if left < 0 then
    return 0, 0, wait, wait
  end
  fixed.count = fixed.count + permits
  return 1, left, wait, 0
end

local function fixed_give(fixed, permits, time)
  if quotient(quotient(time, 1000), fixed.window) == fixed.index then
    fixed.count = math.max(0, fixed.count - permits)
  end
end

local function fixed_save(fixed)
  put(fixed.key, string.format('%d:%d:%d', fixed.index, fixed.count, fixed.window),
    quotient_up((fixed.index + 1) * fixed.window * 1000 - fixed.now, 1000))
end

local algorithms = {
  TOKEN_BUCKET = { limit = bucket_limit(false), open = bucket_open, take = bucket_take, give = bucket_give, save = bucket_save },
  LEAKY_BUCKET = { limit = bucket_limit(true), open = bucket_open, take = bucket_take, give = bucket_give, save = bucket_save },
  SLIDING_WINDOW_LOG = { limit = window_limit, open = ring_open, take = ring_take, give = ring_give, save = ring_save },
  SLIDING_WINDOW_COUNTER = { limit = window_limit, open = counter_open, take = counter_take, give = counter_give, save = counter_save },
  FIXED_WINDOW = { limit = window_limit, open = fixed_open, take = fixed_take, give = fixed_give, save = fixed_save },
}

-- The algorithm and the limit that four arguments name.
local function limit_at(args, at)
  local algorithm = algorithms[args[at]]
  return algorithm, algorithm.limit(tonumber(args[at + 1]), tonumber(args[at + 2]), tonumber(args[at + 3]))
end

-- The reply: the numbers as text, which costs the server about half of what a list of them does, with
-- the number of unreadable states behind them if there were any.
local DECISION = '%d %d %d %d'

local function told(reply)
  return unreadable > 0 and reply .. string.format(' %d', unreadable) or reply
end

-- One request: four arguments for its limit, and its permits. Counts it, unless it is only asked for.
local function decide_one(key, args, counts)
  local algorithm, limit = limit_at(args, 1)
  local permits = tonumber(args[5])
  local state = algorithm.open(key, clock_micros(), limit)
  local allowed, remaining, reset, retry = algorithm.take(state, permits)
  if counts and allowed == 1 and permits > 0 then
    algorithm.save(state)
  end
  return told(string.format(DECISION, allowed, remaining, reset, retry))
end

-- The same for a bucket, the most frequent request of all, without a table.
local function decide_bucket(key, args, leaky)
  local capacity, count, period, permits = tonumber(args[2]), tonumber(args[3]), tonumber(args[4]), tonumber(args[5])
  local token = MICROS * period
  local full, need = capacity * token, permits * token
  local level, now = bucket_level(key, clock_micros(), full, count, period, leaky)
  local allowed, remaining, reset, retry = bucket_answer(level, need, full, token, count)
  if allowed == 1 and permits > 0 then
    bucket_put(key, level - need, now, full, count, period, leaky)
  end
  return told(string.format(DECISION, allowed, remaining, reset, retry))
end

local function open_or_fail(algorithm, key, now, limit)
  return algorithm.open(key, now, limit)
end

-- The state of a key, or nothing where the key holds something of another type.
local function open_if_counted(algorithm, key, now, limit)
  local opened, state = pcall(algorithm.open, key, now, limit)
  if opened then
    return state
  end
  local reason = type(state) == 'table' and state.err or tostring(state)
  if not string.find(reason, 'WRONGTYPE', 1, true) then
    -- As a table the error keeps its class; servers before 7, which know no such number, take text alone.
    error(redis.REDIS_VERSION_NUM and { err = reason } or reason, 0)
  end
  return nil
end

-- What a request of a key of another type is told.
local function take_nothing()
  return -1, 0, 0, 0
end

-- Decides the requests of each key in their order. Arguments: number of limits, and four for each; then
-- for each key the number of its limit, how many requests it has, and the permits of each. Answers the
-- decision of each request. Everything is read before anything is written, so where opening fails at a
-- key of another type, all keys are left alone.
local function decide(keys, args, open)
  local now, found, limits, at = clock_micros(), {}, {}, 2
  for i = 1, tonumber(args[1]) do
    found[i], limits[i] = limit_at(args, at)
    at = at + 4
  end
  local reply, states, savers, all, n = {}, {}, {}, true, 0
  for i = 1, #keys do
    local chosen, last = tonumber(args[at]), at + 1 + tonumber(args[at + 1])
    local algorithm = found[chosen]
    local state = open(algorithm, keys[i], now, limits[chosen])
    local take = state and algorithm.take or take_nothing
    savers[i] = false
    for request = at + 2, last do
      local permits = tonumber(args[request])
      local allowed, remaining, reset, retry = take(state, permits)
      if allowed ~= 1 then
        all = false
      elseif permits > 0 then
        savers[i] = algorithm.save
      end
      n = n + 1
      reply[n] = string.format(DECISION, allowed, remaining, reset, retry)
    end
    states[i], at = state or false, last + 1
  end
  return table.concat(reply, ' '), states, savers, all
end

local function save(states, savers)
  for i = 1, #states do
    if savers[i] then
      savers[i](states[i])
    end
  end
end

-- Each request is decided and counted by itself. Most calls have one, which needs no lists.
local function check(keys, args)
  unreadable = 0
  if #args == 5 then
    local leaky = args[1] == 'LEAKY_BUCKET'
    if leaky or args[1] == 'TOKEN_BUCKET' then
      return decide_bucket(keys[1], args, leaky)
    end
    return decide_one(keys[1], args, true)
  end
  -- Keys of another type are rare: only where one is met does each key get a guard of its own.
  local opened, reply, states, savers = pcall(decide, keys, args, open_or_fail)
  if not opened then
    unreadable = 0
    reply, states, savers = decide(keys, args, open_if_counted)
  end
  save(states, savers)
  return told(reply)
end

-- Nothing is counted unless every request is allowed.
local function check_all(keys, args)
  unreadable = 0
  local reply, states, savers, all = decide(keys, args, open_or_fail)
  if all then
    save(states, savers)
  end
  return told(reply)
end

-- What a check of one request would answer.
local function peek(keys, args)
  unreadable = 0
  return decide_one(keys[1], args, false)
end

-- Leases. Permits are taken in advance for one instance, which spends them by itself for a short time
-- and gives back the rest. A record beside the state tells who may still hold permits: for each
-- instance 'id:sequence:permits:time;'. It bounds what all instances together hold unspent, and so by
-- how much the requests of any window can exceed the limit, whatever becomes of an instance.
--
-- Arguments: algorithm and three numbers of the limit; id of the instance and sequence of its call;
-- permits given back and the time in us when they were taken; permits needed, at least, and wanted;
-- most permits that all instances may hold; how long a record counts, in us.
-- Answers as text permits granted, the time when, the four numbers of a decision, and the number of instances
-- that ask. Where too little can be granted for what is needed, that much is decided without a lease.

local MOST_LESSEES = 64
local GRANT = '%d %d ' .. DECISION .. ' %d'

local function lessees_open(key, now, life, id)
  local lessees = { others = {}, held = 0 }
  for holder, sequence, permits, time in
    string.gmatch(redis.call('GET', key) or '', '([^:;]+):(%d+):(%d+):(%d+);') do
    if tonumber(time) + life > now then
      if holder == id then
        lessees.mine = { sequence = tonumber(sequence), permits = tonumber(permits) }
      else
        lessees.others[#lessees.others + 1] = holder .. ':' .. sequence .. ':' .. permits .. ':' .. time .. ';'
        lessees.held = lessees.held + tonumber(permits)
      end
    end
  end
  return lessees
end

local function lessees_save(key, lessees, own, life)
  local record = table.concat(lessees.others)
  if own and #lessees.others < MOST_LESSEES then
    record = record .. own
  end
  if record == '' then
    redis.call('UNLINK', key)
  else
    redis.call('SET', key, record, 'PX', string.format('%d', quotient_up(life, 1000) + SPARE_MILLIS))
  end
end

local function lease(keys, args)
  unreadable = 0
  local now, algorithm, limit = clock_micros(), limit_at(args, 1)
  local id, sequence = args[5], tonumber(args[6])
  local returned, returned_time = tonumber(args[7]), tonumber(args[8])
  local needed, wanted = tonumber(args[9]), tonumber(args[10])
  local most, life = tonumber(args[11]), tonumber(args[12])
  local state = algorithm.open(keys[1], now, limit)
  local lessees = lessees_open(keys[2], now, life, id)
  if lessees.mine and lessees.mine.sequence >= sequence then
    -- A call that a later one has overtaken: nobody waits for its answer.
    return told(string.format(GRANT, 0, state.now, 0, 0, 0, 0, #lessees.others + 1))
  end
  local holds = lessees.mine and lessees.mine.permits > 0
  if holds and returned > 0 then
    algorithm.give(state, math.min(returned, lessees.mine.permits), returned_time)
    state.changed = true
  end
  local instances = #lessees.others + 1
  local granted, allowed, reset, retry = 0, 1, 0, 0
  local _, remaining = algorithm.take(state, 0)
  if needed > 0 then
    local share = math.max(1, quotient(most, instances))
    granted = math.max(0, math.min(wanted, share, most - lessees.held, remaining))
    if granted < needed or instances > MOST_LESSEES then
      granted = 0
    end
    allowed, remaining, reset, retry = algorithm.take(state, math.max(granted, needed))
    state.changed = state.changed or allowed == 1
  end
  if state.changed then
    algorithm.save(state)
  end
  local own = needed > 0 and string.format('%s:%d:%d:%d;', id, sequence, granted, now)
  -- A refusal of one who holds nothing changes nothing.
  if holds or allowed == 1 and (own or lessees.mine) then
    lessees_save(keys[2], lessees, own, life)
  end
  return told(string.format(GRANT, granted, state.now, allowed, remaining, reset, retry, instances))
end

-- Orders of this kind that were placed before orders activated anything may be served already, also
-- when they name a plan of their seller's. Nothing is begun or given back for them.
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
UPDATE orders SET fulfilment = 'EXTERNAL'
WHERE fulfilment = 'SUBSCRIPTION_ACTIVATE' AND status IN ('PENDING', 'PAID')
  AND created_at < (SELECT installed_on FROM flyway_schema_history WHERE version = '83');
ALTER TABLE orders FORCE ROW LEVEL SECURITY;

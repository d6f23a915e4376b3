-- The SHA-256 of what a message about a deposit into the payment's virtual account must carry; the
-- provider tells it with the account. The trigger that names payments is not concerned.
ALTER TABLE payments ADD COLUMN deposit_secret_hash VARCHAR(64);

-- A signed request is good for one use. Expired rows are swept away by later requests.
CREATE TABLE request_nonces (
  tenant_id  VARCHAR(50) NOT NULL,
  api_key    VARCHAR(64) NOT NULL,
  nonce      UUID        NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (tenant_id, api_key, nonce)
);
CREATE INDEX request_nonces_expiry ON request_nonces (tenant_id, expires_at);

ALTER TABLE request_nonces ENABLE ROW LEVEL SECURITY;
ALTER TABLE request_nonces FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON request_nonces FOR ALL TO ${appUser}
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''))
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''));

-- UPDATE is what the locks of the sweep need.
GRANT SELECT, INSERT, UPDATE, DELETE ON request_nonces TO ${appUser};

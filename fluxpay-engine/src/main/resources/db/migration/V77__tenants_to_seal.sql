-- The worker sees how far each tenant's audit log reaches and how far it is sealed; it reads nothing else of them.
CREATE POLICY worker_sees_ids ON audit_log FOR SELECT TO ${workerUser} USING (true);
CREATE POLICY worker_sees_ids ON audit_seals FOR SELECT TO ${workerUser} USING (true);
GRANT SELECT (tenant_id, id) ON audit_log TO ${workerUser};
GRANT SELECT (tenant_id, audit_id) ON audit_seals TO ${workerUser};

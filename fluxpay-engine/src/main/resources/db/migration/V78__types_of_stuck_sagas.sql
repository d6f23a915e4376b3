-- A payment waits for its customer and a bill for its card: that such a saga is late says nothing.
GRANT SELECT (saga_type) ON saga_instances TO ${workerUser};

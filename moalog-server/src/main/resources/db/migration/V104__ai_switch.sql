-- Whether answers and drafts of a room may be given to the AI.

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE retro_room ADD COLUMN ai_enabled BOOLEAN NOT NULL DEFAULT TRUE',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'retro_room' AND column_name = 'ai_enabled');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

-- Titles by pairs of characters, which narrows a search in any script, Korean too. Words such as
-- "in" and "an" are pairs like any other: with MySQL's list of words to leave out, titles with them
-- would not be found. The index keeps the setting that it was made with.
SET SESSION innodb_ft_enable_stopword = OFF;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE retrospects
      ADD FULLTEXT KEY ft_retrospects_title (title) WITH PARSER ngram',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'retrospects' AND index_name = 'ft_retrospects_title');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET SESSION innodb_ft_enable_stopword = ON;

CREATE MACRO mart.quarter_as_of(known_on) AS TABLE
SELECT * EXCLUDE (epoch_from, epoch_to) FROM store.told_quarter_as_of(known_on);

-- When a day is over, Eastern: what becomes known before is known on it.
CREATE MACRO store.day_end(known_on) AS timezone('America/New_York', (CAST(known_on AS DATE) + 1)::TIMESTAMP);

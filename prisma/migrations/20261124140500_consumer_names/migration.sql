-- The names of leads that were there before, as src/domain/consumer-keys.ts makes them: without accents, and with the
-- letters of every script whatever the database's locale.
UPDATE "leads" SET "consumer_name" = regexp_replace(
  lower(normalize(("body" #>> '{consumer,firstName}') || ("body" #>> '{consumer,lastName}'), NFKD) COLLATE "und-x-icu"),
  '[^[:alnum:]]', '', 'g');

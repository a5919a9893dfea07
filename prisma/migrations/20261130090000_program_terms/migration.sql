-- Which resolutions there are, and what a county is called, is policy now, and a referral carries the rules. Those that came before take the values of the shipped policy.
UPDATE "referral_events" SET "data" = jsonb_set("data", '{carriedPolicy}', '{
    "resolutions": {
      "interim": ["contact-made-appointment-scheduled"],
      "withoutContact": ["no-longer-needs-assistance", "referred-to-other-assister", "unable-to-contact"],
      "neverReached": ["unable-to-contact"]
    },
    "county": {"one": "county", "many": "counties"}
  }'::jsonb || ("data" -> 'carriedPolicy'))
WHERE "type" = 'received' AND NOT ("data" -> 'carriedPolicy') ? 'resolutions';

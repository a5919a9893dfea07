-- Explanations are mostly ids, which do not compress: trying costs a decision among a thousand organizations more
-- time than everything else together.
ALTER TABLE "decisions" ALTER COLUMN "explanation" SET STORAGE EXTERNAL;

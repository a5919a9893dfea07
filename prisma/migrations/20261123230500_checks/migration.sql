-- Invariants that Prisma's schema cannot say. A capacity may be lowered below what is held, which then drains.
ALTER TABLE "organizations"
  ADD CONSTRAINT "organizations_held_not_negative" CHECK ("held" >= 0),
  ADD CONSTRAINT "organizations_capacity_positive" CHECK ("capacity" > 0);

CREATE TABLE "reportedMessages" (
	"contextHash" "bytea" PRIMARY KEY NOT NULL,
	"reportedAt" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "enlistments" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "reportedMessages_age" ON "reportedMessages" USING btree ("reportedAt");
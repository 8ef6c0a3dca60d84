ALTER TABLE "vaultAccounts" ADD COLUMN "lastingAt" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "vaultAccounts_lasting" ON "vaultAccounts" USING btree ("lastingAt");--> statement-breakpoint
CREATE INDEX "vaultAccounts_wrapping" ON "vaultAccounts" USING btree ("wrappedKey");
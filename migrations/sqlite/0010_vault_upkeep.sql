ALTER TABLE `vaultAccounts` ADD `lastingAt` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `vaultAccounts_lasting` ON `vaultAccounts` (`lastingAt`);--> statement-breakpoint
CREATE INDEX `vaultAccounts_wrapping` ON `vaultAccounts` (`wrappedKey`);
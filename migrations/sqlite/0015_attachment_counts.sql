CREATE TABLE `attachmentCounts` (
	`attachment` text PRIMARY KEY NOT NULL,
	`party` text NOT NULL,
	`user` text NOT NULL,
	`bytes` integer NOT NULL,
	`countedUntil` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attachmentCounts_user` ON `attachmentCounts` (`user`);--> statement-breakpoint
CREATE INDEX `attachmentCounts_end` ON `attachmentCounts` (`countedUntil`);--> statement-breakpoint

-- What counted until its bytes were deleted counts until its time is over.
INSERT INTO `attachmentCounts` (`attachment`, `party`, `user`, `bytes`, `countedUntil`)
	SELECT `id`, `senderParty`, `senderUser`, `sizeBytes`, `expiresAt` FROM `attachments` WHERE `hasBytes` = 1;

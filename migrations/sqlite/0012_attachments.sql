CREATE TABLE `attachmentDevices` (
	`user` text NOT NULL,
	`attachment` text NOT NULL,
	`deviceId` integer NOT NULL,
	`isDone` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`user`, `attachment`, `deviceId`),
	FOREIGN KEY (`user`,`attachment`) REFERENCES `attachments`(`recipientUser`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `attachmentTickets` (
	`hash` blob PRIMARY KEY NOT NULL,
	`attachment` text NOT NULL,
	`user` text NOT NULL,
	`party` text NOT NULL,
	`deviceId` integer NOT NULL,
	`direction` text NOT NULL,
	`expiresAt` integer NOT NULL,
	`bytesLeft` integer NOT NULL,
	FOREIGN KEY (`attachment`) REFERENCES `attachments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `attachmentTickets_attachment` ON `attachmentTickets` (`attachment`);--> statement-breakpoint
CREATE INDEX `attachmentTickets_end` ON `attachmentTickets` (`expiresAt`);--> statement-breakpoint
CREATE TABLE `attachmentUsage` (
	`party` text NOT NULL,
	`user` text NOT NULL,
	`count` integer NOT NULL,
	`bytes` integer NOT NULL,
	PRIMARY KEY(`party`, `user`)
);
--> statement-breakpoint
CREATE TABLE `attachments` (
	`recipientUser` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`senderUser` text NOT NULL,
	`senderParty` text NOT NULL,
	`senderDevice` integer NOT NULL,
	`recipientParty` text NOT NULL,
	`state` text NOT NULL,
	`isBound` integer DEFAULT 0 NOT NULL,
	`hasBytes` integer DEFAULT 1 NOT NULL,
	`sizeBytes` integer NOT NULL,
	`receivedBytes` integer DEFAULT 0 NOT NULL,
	`createdAt` integer NOT NULL,
	`expiresAt` integer NOT NULL,
	`fetchAt` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sha256` blob NOT NULL,
	`host` text,
	`path` text
);
--> statement-breakpoint
CREATE INDEX `attachments_sender` ON `attachments` (`senderUser`);--> statement-breakpoint
CREATE INDEX `attachments_end` ON `attachments` (`hasBytes`,`expiresAt`);--> statement-breakpoint
CREATE INDEX `attachments_fetch` ON `attachments` (`fetchAt`) WHERE "fetchAt" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `attachments_recipient` ON `attachments` (`recipientUser`,`id`);--> statement-breakpoint
ALTER TABLE `parties` ADD `mediaHosts` text DEFAULT '[]' NOT NULL;
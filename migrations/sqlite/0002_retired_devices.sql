CREATE TABLE `retiredDevices` (
	`user` text NOT NULL,
	`deviceId` integer NOT NULL,
	`registrationId` integer NOT NULL,
	`highestEcId` integer NOT NULL,
	`highestKyberId` integer NOT NULL,
	PRIMARY KEY(`user`, `deviceId`, `registrationId`),
	FOREIGN KEY (`user`) REFERENCES `users`(`user`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID, STRICT;

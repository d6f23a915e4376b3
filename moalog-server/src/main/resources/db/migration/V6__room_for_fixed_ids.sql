-- The load tests bring rows with ids of their own, all far below 1000. What people create starts
-- behind them, so both find their place in whatever order they come. A table that is already
-- further keeps its counter.
ALTER TABLE member AUTO_INCREMENT = 1001;
ALTER TABLE retro_room AUTO_INCREMENT = 1001;
ALTER TABLE member_retro_room AUTO_INCREMENT = 1001;
ALTER TABLE retrospects AUTO_INCREMENT = 1001;
ALTER TABLE member_subscription AUTO_INCREMENT = 1001;

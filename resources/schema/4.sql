CREATE INDEX session_by_pairing ON session (pairing_id, status, deleted, day, minutes, mentor_pulse, mentee_pulse);

CREATE TABLE own_value (
	id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	field_id BLOB NOT NULL, 
	value TEXT NOT NULL, 
	same_wanted INTEGER NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(field_id) REFERENCES own_field (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_own_value_field_id ON own_value (field_id);

CREATE INDEX ix_own_value_person_id ON own_value (person_id);

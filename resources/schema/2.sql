CREATE INDEX journal_edit_stripped ON journal_edit(r) WHERE state <> 0;

CREATE TABLE left_as_is (
	id BLOB NOT NULL, 
	kind TEXT NOT NULL, 
	subject BLOB NOT NULL, 
	reason TEXT NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE programme (
	id BLOB NOT NULL, 
	name TEXT NOT NULL, 
	organisation TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	mentor_word TEXT NOT NULL, 
	mentee_word TEXT NOT NULL, 
	language TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	place TEXT NOT NULL, 
	logo BLOB, 
	contact_name TEXT NOT NULL, 
	contact_email TEXT NOT NULL, 
	contact_phone TEXT NOT NULL, 
	session_minutes INTEGER NOT NULL, 
	month_minutes INTEGER NOT NULL, 
	check_in_days INTEGER NOT NULL, 
	stuck_days INTEGER NOT NULL, 
	trial_days INTEGER NOT NULL, 
	closing_days INTEGER NOT NULL, 
	paper TEXT NOT NULL, 
	retention_months INTEGER, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE form (
	id BLOB NOT NULL, 
	programme_id BLOB NOT NULL, 
	title TEXT NOT NULL, 
	intro TEXT NOT NULL, 
	language TEXT NOT NULL, 
	edition INTEGER NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_form_programme_id ON form (programme_id);

CREATE TABLE shared_copy (
	id BLOB NOT NULL, 
	programme_id BLOB NOT NULL, 
	given_to TEXT NOT NULL, 
	given_at TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	without TEXT NOT NULL, 
	cohorts TEXT NOT NULL, 
	locked INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	newest BLOB, 
	recalled_on TEXT, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_shared_copy_programme_id ON shared_copy (programme_id);

CREATE TABLE certificate_rule (
	id BLOB NOT NULL, 
	programme_id BLOB NOT NULL, 
	kind TEXT NOT NULL, 
	sessions INTEGER, 
	goals INTEGER, 
	form_id BLOB, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(form_id) REFERENCES form (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_certificate_rule_programme_id ON certificate_rule (programme_id);

CREATE TABLE mentoring_group (
	id BLOB NOT NULL, 
	cohort_id BLOB NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	slot INTEGER, 
	started_on TEXT, 
	ended_on TEXT, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(cohort_id) REFERENCES cohort (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_mentoring_group_cohort_id ON mentoring_group (cohort_id);

CREATE TABLE participant (
	id BLOB NOT NULL, 
	cohort_id BLOB NOT NULL, 
	person_id BLOB NOT NULL, 
	role TEXT NOT NULL, 
	capacity INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	paused_until TEXT, 
	reason TEXT NOT NULL, 
	trained INTEGER NOT NULL, 
	joined_on TEXT, 
	waiting_since TEXT, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(cohort_id) REFERENCES cohort (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE question (
	id BLOB NOT NULL, 
	form_id BLOB NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	help TEXT NOT NULL, 
	choices TEXT NOT NULL, 
	steps INTEGER NOT NULL, 
	low TEXT NOT NULL, 
	high TEXT NOT NULL, 
	required INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(form_id) REFERENCES form (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_question_form_id ON question (form_id);

CREATE TABLE scenario (
	id BLOB NOT NULL, 
	cohort_id BLOB NOT NULL, 
	name TEXT NOT NULL, 
	objective TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	total INTEGER NOT NULL, 
	prices BLOB, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(cohort_id) REFERENCES cohort (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_scenario_cohort_id ON scenario (cohort_id);

CREATE TABLE certificate (
	id BLOB NOT NULL, 
	participant_id BLOB NOT NULL, 
	number TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	design TEXT NOT NULL, 
	language TEXT NOT NULL, 
	issued_on TEXT NOT NULL, 
	wording TEXT NOT NULL, 
	check_code TEXT NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(participant_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE group_member (
	id BLOB NOT NULL, 
	group_id BLOB NOT NULL, 
	participant_id BLOB NOT NULL, 
	leads INTEGER NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(group_id) REFERENCES mentoring_group (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(participant_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_group_member_group_id ON group_member (group_id);

CREATE INDEX ix_group_member_participant_id ON group_member (participant_id);

CREATE TABLE pairing (
	id BLOB NOT NULL, 
	cohort_id BLOB NOT NULL, 
	mentor_id BLOB NOT NULL, 
	mentee_id BLOB NOT NULL, 
	status TEXT NOT NULL, 
	started_on TEXT, 
	trial_until TEXT, 
	active_since TEXT, 
	paused_until TEXT, 
	ended_on TEXT, 
	outcome TEXT, 
	reason TEXT NOT NULL, 
	fit INTEGER, 
	month_minutes INTEGER, 
	agreement_signed_on TEXT, 
	notes TEXT NOT NULL, 
	substitute_for_id BLOB, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(cohort_id) REFERENCES cohort (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(mentor_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(mentee_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(substitute_for_id) REFERENCES pairing (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE scenario_pair (
	id BLOB NOT NULL, 
	scenario_id BLOB NOT NULL, 
	mentee_id BLOB NOT NULL, 
	mentor_id BLOB NOT NULL, 
	fit INTEGER NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(scenario_id) REFERENCES scenario (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(mentee_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(mentor_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_scenario_pair_mentee_id ON scenario_pair (mentee_id);

CREATE INDEX ix_scenario_pair_mentor_id ON scenario_pair (mentor_id);

CREATE INDEX ix_scenario_pair_scenario_id ON scenario_pair (scenario_id);

CREATE TABLE mediation (
	id BLOB NOT NULL, 
	pairing_id BLOB NOT NULL, 
	opened_on TEXT NOT NULL, 
	mediator TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	closed_on TEXT, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(pairing_id) REFERENCES pairing (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_mediation_pairing_id ON mediation (pairing_id);

CREATE TABLE form_paper (
	id BLOB NOT NULL, 
	participant_id BLOB NOT NULL, 
	form_id BLOB, 
	goal_id BLOB, 
	edition INTEGER NOT NULL, 
	given_on TEXT NOT NULL, 
	read_on TEXT, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(participant_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(form_id) REFERENCES form (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_form_paper_participant_id ON form_paper (participant_id);

CREATE TABLE answer (
	id BLOB NOT NULL, 
	paper_id BLOB NOT NULL, 
	question_id BLOB NOT NULL, 
	value TEXT NOT NULL, 
	deleted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(paper_id) REFERENCES form_paper (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_answer_paper_id ON answer (paper_id);

CREATE INDEX ix_answer_question_id ON answer (question_id);

CREATE INDEX ix_participant_cohort_id ON participant (cohort_id);

CREATE INDEX ix_participant_person_id ON participant (person_id);

CREATE INDEX ix_certificate_participant_id ON certificate (participant_id);

CREATE INDEX ix_pairing_cohort_id ON pairing (cohort_id);

CREATE INDEX ix_pairing_mentee_id ON pairing (mentee_id);

CREATE INDEX ix_pairing_mentor_id ON pairing (mentor_id);

-- A user of the applications, named by the variable LOGIN. Run as the master, with the password twice in standard input.

SELECT pg_advisory_lock(hashtext('nxloy_app')) IS NULL AS locked \gset

\getenv login LOGIN

SELECT format('CREATE ROLE %I LOGIN', :'login')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') \gexec

SELECT format('GRANT nxloy_app TO %I', :'login')
WHERE NOT pg_has_role(:'login', 'nxloy_app', 'MEMBER') \gexec

-- psql hashes the password by itself: the server's log, its statistics and Performance Insights only ever see the hash.
SET password_encryption = 'scram-sha-256';
\password :"login"

-- What the applications' users may do: read and write rows, in whatever the master's migrations make. Run as the master.
-- Statements are made only for what is missing, so that a run which finds everything in place writes nothing.

-- One run at a time, until this session ends: two would stumble over each other's roles.
SELECT pg_advisory_lock(hashtext('nxloy_app')) IS NULL AS locked \gset

SELECT 'CREATE ROLE nxloy_app NOLOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nxloy_app') \gexec

SELECT format('GRANT CONNECT ON DATABASE %I TO nxloy_app', current_database())
WHERE NOT has_database_privilege('nxloy_app', current_database(), 'CONNECT') \gexec

SELECT 'GRANT USAGE ON SCHEMA public TO nxloy_app'
WHERE NOT has_schema_privilege('nxloy_app', 'public', 'USAGE') \gexec

-- The record of migrations is the master's alone: whoever could write to it could have a migration left out.
SELECT 'REVOKE ALL ON TABLE public._prisma_migrations FROM nxloy_app'
FROM pg_class
WHERE oid = to_regclass('public._prisma_migrations')
  AND has_table_privilege('nxloy_app', oid, 'SELECT, INSERT, UPDATE, DELETE') \gexec

-- Tables and views that are there. Extensions have objects of other owners, which nobody but those can give away.
SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE public.%I TO nxloy_app', relname)
FROM pg_class
WHERE relnamespace = 'public'::regnamespace
  AND relkind IN ('r', 'p', 'v', 'm', 'f')
  AND relowner = current_user::regrole
  AND relname <> '_prisma_migrations'
  AND NOT (
    SELECT bool_and(has_table_privilege('nxloy_app', oid, privilege))
    FROM unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS privilege
  ) \gexec

SELECT format('GRANT USAGE, SELECT ON SEQUENCE public.%I TO nxloy_app', relname)
FROM pg_class
WHERE relnamespace = 'public'::regnamespace
  AND relkind = 'S'
  AND relowner = current_user::regrole
  AND NOT (has_sequence_privilege('nxloy_app', oid, 'USAGE') AND has_sequence_privilege('nxloy_app', oid, 'SELECT')) \gexec

-- Those that migrations will make.
SELECT format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT %s TO nxloy_app', wanted.privileges || wanted.kind)
FROM (VALUES
  ('r', 'SELECT, INSERT, UPDATE, DELETE', ' ON TABLES', 4),
  ('S', 'USAGE, SELECT', ' ON SEQUENCES', 2)
) AS wanted (type, privileges, kind, number)
WHERE number > (
  SELECT count(*)
  FROM pg_default_acl, aclexplode(defaclacl)
  WHERE defaclrole = current_user::regrole
    AND defaclnamespace = 'public'::regnamespace
    AND defaclobjtype = wanted.type::"char"
    AND grantee = 'nxloy_app'::regrole
    AND privilege_type = ANY (string_to_array(wanted.privileges, ', '))
) \gexec

{{/* Pods of migrations and of roles: one network policy holds for both. */}}
{{- define "migrations.selectorLabels" -}}
app: migrations
{{- end }}

{{/* Usage: include "migrations.labels" (dict "root" $ "component" "<component>") */}}
{{- define "migrations.labels" -}}
{{ include "migrations.selectorLabels" .root }}
app.kubernetes.io/name: migrations
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: nxloy
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{/* Usage: include "migrations.metadata" (dict "root" $ "name" "<name>" "component" "<component>" "annotations" <map>) */}}
{{- define "migrations.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "migrations.labels" . | nindent 2 }}
  app.kubernetes.io/managed-by: {{ .root.Release.Service }}
  helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The image of every container, as two lines. */}}
{{- define "migrations.image" -}}
{{- $image := .Values.image -}}
image: {{ empty $image.digest | ternary (print $image.repository ":" $image.tag) (print $image.repository "@" $image.digest) | quote }}
imagePullPolicy: {{ $image.pullPolicy }}
{{- end }}

{{/* A variable out of the Secret. Usage: include "migrations.variable" (list $ "<variable>" "<key>") */}}
{{- define "migrations.variable" -}}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef:
      name: {{ (index . 0).Values.secret }}
      key: {{ index . 2 }}
{{- end }}

{{/* What the pods of both have in common. */}}
{{- define "migrations.pod" -}}
restartPolicy: Never
serviceAccountName: migrations
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .Values.runAsUser | int64 }}
  runAsGroup: {{ .Values.runAsUser | int64 }}
  fsGroup: {{ .Values.runAsUser | int64 }}
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 128Mi
  - name: roles
    configMap:
      name: database-roles
{{- end }}

{{- define "migrations.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* The container that brings the roles up to date. */}}
{{- define "migrations.rolesContainer" -}}
name: roles
{{ include "migrations.image" . }}
command: [sh, /roles/roles.sh]
securityContext:
  {{- include "migrations.containerSecurity" . | nindent 2 }}
env:
  - name: HOME
    value: /tmp
  - name: PGAPPNAME
    value: database-roles
  - name: PGSSLMODE
    value: {{ .Values.sslMode }}
  - name: PGCONNECT_TIMEOUT
    value: '10'
  {{- range $variable := list
    (list "PGHOST" "database-host")
    (list "PGPORT" "database-port")
    (list "PGDATABASE" "database-name")
    (list "PGUSER" "master-username")
    (list "PGPASSWORD" "master-password")
    (list "APP_USERNAME" "app-username")
    (list "APP_PASSWORD" "app-password")
    (list "NEXT_USERNAME" "next-username")
    (list "NEXT_PASSWORD" "next-password")
  }}
  {{- include "migrations.variable" (prepend $variable $) | nindent 2 }}
  {{- end }}
resources:
  {{- toYaml .Values.roles.resources | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  - name: roles
    mountPath: /roles
    readOnly: true
{{- end }}

{{/* Usage: include "platform-config.labels" $ */}}
{{- define "platform-config.labels" -}}
app.kubernetes.io/name: platform-config
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: nxloy
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Usage: include "platform-config.metadata" (dict "root" $ "name" "<name>") */}}
{{- define "platform-config.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Values.namespace }}
labels:
  {{- include "platform-config.labels" .root | nindent 2 }}
{{- end }}

{{/*
What all ExternalSecrets have in common. CreateOrMerge makes a Secret anew when someone deletes it, and leaves it where it
is when the ExternalSecret goes: Owner would have it removed under running pods by a mere change of release. Retain keeps
the last values when AWS no longer has any, and tells of it in the ExternalSecret's status.

Usage: include "platform-config.external" $
*/}}
{{- define "platform-config.external" -}}
refreshInterval: {{ .Values.refreshInterval }}
secretStoreRef:
  kind: SecretStore
  name: aws
target:
  creationPolicy: CreateOrMerge
  deletionPolicy: Retain
{{- end }}

{{/*
Template of External Secrets for a value inside an address. urlquery writes a space as +, which means a space in forms, but
a plus sign in front of a host.

Usage: include "platform-config.encoded" "<key>"
*/}}
{{- define "platform-config.encoded" -}}
{{ printf "{{ .%s | urlquery | replace \"+\" \"%%20\" }}" . }}
{{- end }}

{{/* Usage: include "platform-config.remote" (list "<key of the template>" "<secret>" "<key of its JSON>") */}}
{{- define "platform-config.remote" -}}
- secretKey: {{ index . 0 }}
  remoteRef:
    key: {{ index . 1 }}
    property: {{ index . 2 }}
{{- end }}

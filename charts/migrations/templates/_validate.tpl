{{/* What a JSON schema cannot say in words; all of it is told at once. */}}
{{- define "migrations.validate" -}}
{{- $problems := list -}}
{{- if eq (.Values.image.tag | default "") "latest" -}}
{{- $problems = append $problems "image.tag: received latest: must name one version: give image.digest, or a tag that is never moved" -}}
{{- end -}}
{{- if not (or .Values.networkPolicy.egress.ipBlocks .Values.networkPolicy.egress.apps) -}}
{{- $problems = append $problems "networkPolicy.egress: received nothing: must lead to the database: give ipBlocks, or apps for one inside the cluster" -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\nmigrations: %d value(s) refused\n  %s" (len $problems) (join "\n  " $problems)) -}}
{{- end -}}
{{- end }}

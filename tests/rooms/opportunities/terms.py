"""The part of schema.org 30.0 that our descriptions may use: properties by type."""

_THING = {"@type", "@id", "name", "description", "url", "identifier", "alternateName", "sameAs", "image"}
TERMS: dict[str, set[str]] = {
    "JobPosting": _THING
    | {
        *("title", "datePosted", "validThrough", "employmentType", "hiringOrganization", "jobLocation"),
        *("jobLocationType", "applicantLocationRequirements", "educationRequirements", "jobBenefits"),
        *("experienceRequirements", "eligibilityToWorkRequirement", "baseSalary", "totalJobOpenings"),
        *("directApply", "occupationalCategory", "jobStartDate", "skills", "workHours"),
    },
    "EducationalOccupationalProgram": _THING
    | {
        *("applicationStartDate", "applicationDeadline", "programPrerequisites", "timeToComplete"),
        *("maximumEnrollment", "trainingSalary", "provider", "occupationalCategory", "startDate", "endDate"),
        *("educationalCredentialAwarded", "offers", "programType", "educationalProgramMode"),
    },
    "Organization": _THING | {"logo", "address"},
    "Place": _THING | {"address", "geo"},
    "PostalAddress": {"@type", "addressCountry", "addressLocality", "addressRegion", "streetAddress"},
    "EducationalOccupationalCredential": _THING | {"credentialCategory"},
    "MonetaryAmount": {"@type", "currency", "value", "minValue", "maxValue"},
    "QuantitativeValue": {"@type", "minValue", "maxValue", "value", "unitText", "unitCode"},
    "PropertyValue": _THING | {"propertyID", "value"},
    "Offer": _THING | {"price", "priceCurrency"},
}
TERMS["WorkBasedProgram"] = TERMS["EducationalOccupationalProgram"]

"""Published opportunities by the ten thousand, in both languages or in one, with fields and languages."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from benchmarks import seed
from qiao.kit.bilingual.search import Entry, index_many
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.codes import all_bits, codes_of, field_bit, language_bit
from qiao.rooms.opportunities.enums import OpportunityKind, OpportunityState, Reach
from qiao.rooms.opportunities.models import LanguageRequirement, Opportunity, OpportunityField
from qiao.rooms.profiles.enums import CareerStage, DegreeLevel

HOSTS = 500
CHUNK = 2000
CITIES = [
    ("CN", "北京", "Beijing", 39.90, 116.40, "Asia/Shanghai"),
    ("CN", "上海", "Shanghai", 31.23, 121.47, "Asia/Shanghai"),
    ("CN", "深圳", "Shenzhen", 22.54, 114.06, "Asia/Shanghai"),
    ("HK", "香港", "Hong Kong", 22.32, 114.17, "Asia/Hong_Kong"),
    ("SG", "新加坡", "Singapore", 1.35, 103.82, "Asia/Singapore"),
    ("DE", "慕尼黑", "Munich", 48.14, 11.58, "Europe/Berlin"),
    ("GB", "伦敦", "London", 51.51, -0.13, "Europe/London"),
    ("US", "波士顿", "Boston", 42.36, -71.06, "America/New_York"),
]
# Word, its English, its field, and how often it comes in a hundred.
SUBJECTS = [
    ("智能网联汽车", "Intelligent connected vehicle", "0716", 14),
    ("汽车电子", "Automotive electronics", "0714", 10),
    ("动力电池", "Power battery", "0713", 12),
    ("人工智能", "Artificial intelligence", "0613", 18),
    ("机器人", "Robotics", "0714", 9),
    ("集成电路", "Integrated circuit", "0714", 9),
    ("生物医药", "Biomedicine", "0512", 9),
    ("先进材料", "Advanced materials", "0722", 8),
    ("量子计算", "Quantum computing", "0533", 3),
    ("环境科学", "Environmental science", "0521", 4),
    ("金融科技", "Financial technology", "0412", 3),
    ("考古学", "Archaeology", "0222", 1),
]
ROLES = {
    OpportunityKind.JOB: ("算法工程师", "Algorithm engineer"),
    OpportunityKind.INTERNSHIP: ("实习生", "Intern"),
    OpportunityKind.CAMP: ("训练营", "Training camp"),
    OpportunityKind.POSTDOC: ("博士后研究员", "Postdoctoral researcher"),
    OpportunityKind.MASTER_PLAN: ("硕士联合培养", "Joint master's programme"),
    OpportunityKind.PHD_PLAN: ("博士联合培养", "Joint doctoral programme"),
    OpportunityKind.TALENT_PROGRAMME: ("青年人才计划", "Young talent programme"),
}
TRADITIONAL = str.maketrans(
    "网联汽车电动机器环学计划训练营业医药进术发", "網聯汽車電動機器環學計劃訓練營業醫藥進術發"
)
DUTIES = [
    ("参与感知、规划与控制软件的研究", "Research on software for perception, planning and control"),
    ("与合作大学共同指导学生", "Supervise students together with partner universities"),
    ("撰写论文并申请专利", "Write papers and apply for patents"),
    ("在实验室搭建试验平台", "Build test rigs in the laboratory"),
    ("分析大规模数据并训练模型", "Analyse large data and train models"),
    ("熟悉质量管理体系者优先", "Knowledge of quality management is an advantage"),
]


@dataclass(frozen=True)
class Drawn:
    opportunity: Opportunity
    field: OpportunityField
    languages: list[LanguageRequirement]

    @property
    def entry(self) -> Entry:
        row = self.opportunity
        texts = [row.description_zh, row.description_en, row.city_zh, row.city_en]
        return Entry.of(row, [row.title_zh, row.title_en], texts, codes_of(row))


def opportunities(count: int) -> None:
    seed.organisations(max(0, HOSTS - Organisation.objects.count()))
    hosts = list(Organisation.objects.order_by("pk")[:HOSTS])
    chance = random.Random(20261127)
    for start in range(0, count, CHUNK):
        _write([_draw(chance, number, hosts) for number in range(start, min(start + CHUNK, count))])


def _draw(chance: random.Random, number: int, hosts: list[Organisation]) -> Drawn:
    country, city_zh, city_en, latitude, longitude, zone = chance.choice(CITIES)
    subject = chance.choices(SUBJECTS, weights=[row[3] for row in SUBJECTS])[0]
    kind = chance.choice(list(ROLES))
    titles, texts = _texts(chance, subject, ROLES[kind], number)
    if country == "HK":
        titles, texts = _traditional(titles), _traditional(texts)
    spoken = chance.choices(["zh_en", "zh", "en"], weights=[70, 18, 12])[0].split("_")
    opened = timezone.now() - dt.timedelta(days=chance.randrange(60), seconds=number)
    opportunity = Opportunity(
        host=chance.choice(hosts), kind=kind, state=OpportunityState.PUBLISHED,
        reach=chance.choice(Reach.values), country=country, city_zh=city_zh, city_en=city_en,
        latitude=latitude, longitude=longitude, time_zone=zone,
        is_remote=chance.random() < 0.2, degree=chance.choice(["", *DegreeLevel.values]),
        career_stage=chance.choice(["", *CareerStage.values]), places=chance.randrange(1, 20),
        published_at=opened, opens_at=opened + dt.timedelta(days=chance.randrange(20)),
        closes_at=opened + dt.timedelta(days=90 + chance.randrange(300)), field_bits=field_bit(subject[2]),
        language_bits=all_bits(map(language_bit, spoken)),
        **{f"title_{language}": titles[language] for language in spoken},
        **{f"description_{language}": texts[language] for language in spoken},
    )  # fmt: skip
    field = OpportunityField(opportunity=opportunity, code=subject[2])
    languages = [
        LanguageRequirement(
            opportunity=opportunity, language=language, level=chance.choice(["B1", "B2", "C1"])
        )
        for language in spoken
    ]
    return Drawn(opportunity, field, languages)


def _texts(
    chance: random.Random, subject: tuple[str, str, str, int], role: tuple[str, str], number: int
) -> tuple[dict[str, str], dict[str, str]]:
    lab = "".join(chance.choices(seed.SYLLABLES, k=2)), "".join(chance.choices(seed.LATIN, k=2)).title()
    titles = {
        "zh": f"{subject[0]}{role[0]}（{lab[0]}实验室{number}）",
        "en": f"{role[1]}, {subject[1]} ({lab[1]} Lab {number})",
    }
    duties = chance.sample(DUTIES, k=4)
    texts = {
        "zh": f"{lab[0]}实验室诚聘。" + "；".join(duty[0] for duty in duties) * 3,
        "en": f"{lab[1]} Lab is hiring. " + "; ".join(duty[1] for duty in duties) * 3,
    }
    return titles, texts


def _traditional(texts: dict[str, str]) -> dict[str, str]:
    return texts | {"zh": texts["zh"].translate(TRADITIONAL)}


def _write(drawn: list[Drawn]) -> None:
    Opportunity.objects.bulk_create([each.opportunity for each in drawn])
    OpportunityField.objects.bulk_create([each.field for each in drawn])
    LanguageRequirement.objects.bulk_create(_languages(drawn))
    index_many(each.entry for each in drawn)


def _languages(drawn: list[Drawn]) -> Iterator[LanguageRequirement]:
    for each in drawn:
        yield from each.languages

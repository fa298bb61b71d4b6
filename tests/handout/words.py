"""What a patient might say in each language, with signs that are hard to set."""

GOALS = {
    "en": "Lift my grandson – “again” – and walk 20 minutes",
    "es": "Levantar a mi nieto otra vez; ¿caminar 20 minutos con Íñigo?",
    "fr": "Porter à nouveau mon petit-fils, jusqu’à l’école ; cœur léger",
    "ru": "Снова поднимать внука и гулять 20 минут с Алёной",
    "zh": "我想再次抱起我的孙子，“每天”走路20分钟——和陳先生、镕基一起（不用药）。",
    "ar": "أريد أن أحمل حفيدي (3 سنوات) مرة أخرى، وأمشي 20 دقيقة مع محمّد. لا ألم!",
}
NAMES = {
    "en": "Siân O’Neill-Åberg",
    "es": "Íñigo Muñoz Güell",
    "fr": "Zoë Lefèvre-Œuvrard",
    "ru": "Алёна Щукина",
    "zh": "河镇诊所",
    "ar": "عيادة النهر",
}
